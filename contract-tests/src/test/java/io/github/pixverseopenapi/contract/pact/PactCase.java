package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.stream.Stream;

/** A call of one operation in one provider state. The pact is generated from the table of these cases. */
record PactCase(ApiOperation operation, ProviderState situation) {

    /** One for each operation of the document, in each of these situations. */
    static Stream<PactCase> in(ProviderState... situations) {
        return ApiDocument.load().videoOperations().stream()
                .flatMap(operation -> Arrays.stream(situations).map(situation -> new PactCase(operation, situation)));
    }

    /** Unique among all exchanges. */
    String description() {
        return operation.operationId() + " " + situation;
    }

    /** The document's response. */
    JsonObject documentedResponse() {
        return ApiDocument.load().responses(operation).get(String.valueOf(situation.status()));
    }

    @Override
    public String toString() {
        return description();
    }
}
