/**
 * The OpenAPI document: its operations, schemas and responses, and the validation of requests, responses and exchanges.
 *
 * <p>All code that depends on the document uses this package, so that a change of the document needs no change of code.
 */
package io.github.pixverseopenapi.contract.document;
