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

/** Calls a sandbox and keeps its response, because Pact's rules can neither check a video nor read a document. */
final class CapturingTarget extends HttpTestTarget {

    private ProviderResponse response;

    CapturingTarget(Sandbox sandbox) {
        super("127.0.0.1", sandbox.port());
    }

    @Override
    public ProviderResponse executeInteraction(Object client, Object request) {
        response = super.executeInteraction(client, request);
        return response;
    }

    /** The problems of the response according to the document. */
    List<Problem> problems(ApiOperation operation) {
        return ResponseValidator.of(ApiDocument.load())
                .validate(
                        operation,
                        new ReceivedResponse(
                                response.getStatusCode(),
                                response.getHeaders(),
                                response.getBody().orEmpty()));
    }

    boolean sentNoResponse() {
        return response.getBody().isNotPresent();
    }
}
