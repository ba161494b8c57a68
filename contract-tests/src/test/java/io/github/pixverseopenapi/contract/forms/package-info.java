/** Other forms of the document, in {@code openapi/derived}: JSON, OpenAPI 3.1, JSON Schemas, a Postman collection, text. */
package io.github.pixverseopenapi.contract.forms;
