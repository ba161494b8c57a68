package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.ResponseValidator;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.util.List;

/** Calls a sandbox and keeps its answer, because no rule of Pact's can look into a video or read a document. */
final class CapturingTarget extends HttpTestTarget {

    private ProviderResponse answer;

    CapturingTarget(Sandbox sandbox) {
        super("127.0.0.1", sandbox.port());
    }

    @Override
    public ProviderResponse executeInteraction(Object client, Object request) {
        answer = super.executeInteraction(client, request);
        return answer;
    }

    /** What the document has against the answer. */
    List<Problem> problems(ApiOperation operation) {
        return ResponseValidator.of(ApiDocument.load())
                .validate(
                        operation,
                        new ReceivedResponse(
                                answer.getStatusCode(),
                                answer.getHeaders(),
                                answer.getBody().orEmpty()));
    }

    boolean answeredNothing() {
        return answer.getBody().isNotPresent();
    }
}
