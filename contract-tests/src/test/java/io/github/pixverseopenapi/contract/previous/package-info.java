/**
 * Compares the current document with the baseline: both validate every request and response of a stored
 * corpus, and the changelog lists each verdict that differs.
 */
package io.github.pixverseopenapi.contract.previous;
