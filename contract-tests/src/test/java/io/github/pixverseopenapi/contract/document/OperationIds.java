package io.github.pixverseopenapi.contract.document;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The ids of the document's operations, for the messages that list them. */
public final class OperationIds {

    private OperationIds() {}

    /** Those of the operations that return a video, in alphabetical order, separated by commas. */
    public static String sorted() {
        return sorted(ApiDocument.load().videoOperations());
    }

    /** Those of all operations, in alphabetical order, separated by commas. */
    public static String allSorted() {
        return sorted(ApiDocument.load().operations());
    }

    private static String sorted(List<ApiOperation> operations) {
        return operations.stream().map(ApiOperation::operationId).sorted().collect(joining(", "));
    }
}
