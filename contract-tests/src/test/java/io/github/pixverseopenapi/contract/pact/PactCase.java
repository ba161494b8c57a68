package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A call of one operation in one provider state. The pact is generated from the table of these cases. */
record PactCase(ApiOperation operation, ProviderState state) {

    /** The paid call whose response is lost, so that the client searches the history for it. */
    static final PactCase LOST = of(Operation.TEXT_TO_VIDEO, ProviderState.TOO_SLOW);

    /** One for each operation of the document in each of these states that applies to it. */
    static Stream<PactCase> in(ProviderState... states) {
        return ApiDocument.load().operations().stream()
                .flatMap(operation -> Arrays.stream(states).map(state -> new PactCase(operation, state)))
                .filter(PactCase::isDocumented);
    }

    static PactCase of(Operation operation, ProviderState state) {
        return in(state)
                .filter(exchange -> exchange.calls(operation))
                .findFirst()
                .orElseThrow();
    }

    boolean calls(Operation called) {
        return operation.operationId().equals(called.id());
    }

    private boolean isDocumented() {
        JsonObject response = documentedResponse();
        return state.scope().contains(operation)
                && response != null
                && state.shape().isDocumentedBy(response);
    }

    /** The exchanges that lead the client to this one, which it does not begin with. */
    List<PactCase> prerequisites() {
        if (calls(Operation.LIST_REQUEST_HISTORY)) {
            return List.of(LOST);
        }
        return calls(Operation.GET_REQUEST_HISTORY)
                ? List.of(of(Operation.GET_JOB_STATUS, ProviderState.EXPIRED_JOB))
                : List.of();
    }

    /** Unique among all exchanges. */
    String description() {
        return operation.operationId() + " " + state;
    }

    /** The document's response. */
    JsonObject documentedResponse() {
        return ApiDocument.load().responses(operation).get(String.valueOf(state.status()));
    }

    /** The JSON of the response. */
    JsonObject responseJson() {
        return state.response(state.shape().example(documentedResponse()).getAsJsonObject());
    }

    /** The response as text; empty without a body. */
    String responseText() {
        return switch (state.shape()) {
            case NOTHING -> "";
            case HTML -> state.shape().example(documentedResponse()).getAsString();
            default -> responseJson().toString();
        };
    }

    @Override
    public String toString() {
        return description();
    }
}
