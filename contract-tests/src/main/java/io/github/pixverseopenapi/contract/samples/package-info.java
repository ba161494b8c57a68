/** Requests and values derived from the schemas of a document, valid and invalid ones. Deterministic. */
package io.github.pixverseopenapi.contract.samples;
