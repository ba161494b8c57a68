package io.github.pixverseopenapi.contract.document;

import static java.util.stream.Collectors.joining;

/** The ids of the document's operations, for the messages that list them. */
public final class OperationIds {

    private OperationIds() {}

    /** In alphabetical order, separated by commas. */
    public static String sorted() {
        return ApiDocument.load().videoOperations().stream()
                .map(ApiOperation::operationId)
                .sorted()
                .collect(joining(", "));
    }
}
