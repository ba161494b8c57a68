package io.github.pixverseopenapi.contract.agreement;

/**
 * A request to be judged.
 *
 * @param origin what it is made to try, for whoever reads a failure
 * @param json the body, which need not be valid JSON
 */
record RequestCase(String origin, String json) {}
