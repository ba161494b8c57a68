/**
 * The one place that keeps the API key, control characters and escape sequences out of what is shown and kept.
 *
 * <p>{@link io.github.pixverseopenapi.contract.redaction.Redactor} replaces the key in whatever encoding a service quotes
 * it; {@link io.github.pixverseopenapi.contract.redaction.TextSanitizer} makes a text fit for a terminal and a report.
 */
package io.github.pixverseopenapi.contract.redaction;
