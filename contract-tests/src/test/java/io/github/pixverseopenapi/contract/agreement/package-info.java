/** Compares the verdicts of document, client and sandbox on requests that are generated from the document's schemas. */
package io.github.pixverseopenapi.contract.agreement;
