package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.time.Instant;
import java.util.Map;

/** Validates the calls of the document's operations and passes valid ones to the handler of the operation. */
final class OperationRouter {

    private final CallValidator validator;
    private final OperationHandler videoHandler;
    private final OperationHandler submitHandler;
    private final Map<String, OperationHandler> others;

    /**
     * @param videoHandler handles the operations that return a video
     * @param submitHandler handles the operations that submit a job
     * @param others the handlers of other operations by operationId
     */
    OperationRouter(
            CallValidator validator,
            OperationHandler videoHandler,
            OperationHandler submitHandler,
            Map<String, OperationHandler> others) {
        this.validator = validator;
        this.videoHandler = videoHandler;
        this.submitHandler = submitHandler;
        this.others = Map.copyOf(others);
    }

    StubResponse handle(ApiOperation operation, ParsedRequest request, Instant now) {
        try {
            return handler(operation).handle(validator.validate(operation, request, now));
        } catch (RejectedRequestException e) {
            return e.response();
        }
    }

    private OperationHandler handler(ApiOperation operation) {
        if (operation.returnsVideo()) {
            return videoHandler;
        }
        if (operation.submits().isPresent()) {
            return submitHandler;
        }
        return others.getOrDefault(
                operation.operationId(), request -> ErrorResponses.notServed(operation.operationId()));
    }
}
