package io.github.pixverseopenapi.contract.sandbox;

/** Responds to the valid calls of an operation. */
@FunctionalInterface
interface OperationHandler {

    /** @throws RejectedRequestException when the request cannot be served after all */
    StubResponse handle(ValidRequest request) throws RejectedRequestException;
}
