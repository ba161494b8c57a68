/**
 * The OpenAPI document as the rest of this module sees it: its operations, their schemas and responses, and the
 * checks of requests, answers and whole exchanges against them.
 *
 * <p>Whatever depends on the document is asked here, so that a change to the document needs no change to code.
 */
package io.github.pixverseopenapi.contract.document;
