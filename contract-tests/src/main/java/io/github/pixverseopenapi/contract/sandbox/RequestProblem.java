package io.github.pixverseopenapi.contract.sandbox;

/**
 * What is malformed about a request.
 *
 * @param status the status code that HTTP has for it
 * @param message says it in a sentence
 */
record RequestProblem(int status, String message) {}
