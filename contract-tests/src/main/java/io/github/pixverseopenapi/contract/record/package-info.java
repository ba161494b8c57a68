/**
 * Recordings: what went over the wire in one call of the client, kept as a small file without any secret, so that it
 * can be played back to the client and judged against the document without paying again.
 */
package io.github.pixverseopenapi.contract.record;
