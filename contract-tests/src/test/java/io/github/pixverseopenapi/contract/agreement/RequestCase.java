package io.github.pixverseopenapi.contract.agreement;

/**
 * A request to validate.
 *
 * @param origin the purpose of the request, for failure messages
 * @param json the body, which need not be valid JSON
 */
record RequestCase(String origin, String json) {}
