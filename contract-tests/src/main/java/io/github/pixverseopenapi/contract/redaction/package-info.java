/**
 * Removes the API key, control characters and escape sequences from output and stored data.
 *
 * <p>{@link io.github.pixverseopenapi.contract.redaction.Redactor} redacts the key in any encoding; {@link
 * io.github.pixverseopenapi.contract.redaction.TextSanitizer} sanitises text for terminals and reports.
 */
package io.github.pixverseopenapi.contract.redaction;
