package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.stream.Stream;

/** A call of one operation in one situation. Together they are the table from which the pact is made. */
record Exchange(ApiOperation operation, Situation situation) {

    /** One for each operation of the document. */
    static Stream<Exchange> in(Situation situation) {
        return ApiDocument.load().operations().stream().map(operation -> new Exchange(operation, situation));
    }

    /** Unique among all exchanges. */
    String description() {
        return operation.operationId() + " " + situation;
    }

    @Override
    public String toString() {
        return description();
    }
}
