package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.function.Predicate;

/** The operations that a provider state concerns. */
enum Scope {
    ANY(operation -> true),
    VIDEO(ApiOperation::returnsVideo),
    SUBMIT(operation -> operation.submits().isPresent()),
    PAID(Scope::isPaid),
    FREE(operation -> !isPaid(operation)),
    JOB(oneOf(Operation.GET_JOB_STATUS, Operation.GET_JOB_RESULT)),
    JOB_STATUS(oneOf(Operation.GET_JOB_STATUS)),
    CREDITS(oneOf(Operation.GET_CREDITS)),
    HISTORY(oneOf(Operation.LIST_REQUEST_HISTORY)),
    HISTORY_ENTRY(oneOf(Operation.GET_REQUEST_HISTORY)),
    UPLOAD(oneOf(Operation.UPLOAD_ASSET));

    private final Predicate<ApiOperation> operations;

    Scope(Predicate<ApiOperation> operations) {
        this.operations = operations;
    }

    boolean contains(ApiOperation operation) {
        return operations.test(operation);
    }

    private static boolean isPaid(ApiOperation operation) {
        return operation.returnsVideo() || operation.submits().isPresent();
    }

    private static Predicate<ApiOperation> oneOf(Operation... operations) {
        return operation -> Arrays.stream(operations).anyMatch(each -> each.id().equals(operation.operationId()));
    }
}
