/**
 * The check of a running service against the document, made for other people's builds: what cannot cost anything by
 * default, and what may be billed only within a budget.
 *
 * <p>{@link io.github.pixverseopenapi.contract.verify.CheckPlan} says what will be sent,
 * {@link io.github.pixverseopenapi.contract.verify.Verification} sends it, and
 * {@link io.github.pixverseopenapi.contract.verify.Report} holds what came of it.
 */
package io.github.pixverseopenapi.contract.verify;
