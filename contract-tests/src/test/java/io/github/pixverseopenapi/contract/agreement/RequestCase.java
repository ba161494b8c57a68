package io.github.pixverseopenapi.contract.agreement;

/**
 * A request to validate.
 *
 * @param origin the purpose of the request, for failure messages
 * @param text the body, which need not be valid JSON, or path and query of a request without a body
 */
record RequestCase(String origin, String text) {}
