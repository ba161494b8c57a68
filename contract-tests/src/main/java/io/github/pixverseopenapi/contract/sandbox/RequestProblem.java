package io.github.pixverseopenapi.contract.sandbox;

/**
 * The reason why a request is malformed.
 *
 * @param status the status code of the response
 * @param message the reason in one sentence
 */
record RequestProblem(int status, String message) {}
