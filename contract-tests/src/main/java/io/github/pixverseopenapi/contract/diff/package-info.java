/**
 * Compares two documents by their verdicts: both validate the same requests and responses, derived from both.
 * {@link io.github.pixverseopenapi.contract.diff.DocumentDiff} lists the changes and says which of them break callers of
 * the client.
 */
package io.github.pixverseopenapi.contract.diff;
