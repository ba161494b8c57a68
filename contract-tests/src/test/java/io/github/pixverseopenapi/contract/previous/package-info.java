/**
 * Today's document against the one that was released last: every request and answer of a kept corpus is judged by
 * both, and each verdict that is not the same stands in the changelog.
 */
package io.github.pixverseopenapi.contract.previous;
