/** The same verdict on a request from document, client and sandbox: the requests are made from the document's schemas. */
package io.github.pixverseopenapi.contract.agreement;
