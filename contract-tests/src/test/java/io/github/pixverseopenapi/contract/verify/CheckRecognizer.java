package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import mockwebserver3.RecordedRequest;

/** Identifies the check of a request by the sandbox's response. */
final class CheckRecognizer {

    private static final String EMPTY_OBJECT = "{}";

    private CheckRecognizer() {}

    static String of(RecordedRequest request, StubResponse response) {
        String kind = kind(request, response);
        return ApiDocument.load()
                .operation(request.getUrl().encodedPath())
                .filter(ApiOperation::returnsVideo)
                .map(ApiOperation::operationId)
                .map(operation -> operation + " " + kind)
                .orElse(kind);
    }

    private static String kind(RecordedRequest request, StubResponse response) {
        return switch (response.status()) {
            case 400 -> request.getBody().utf8().equals(EMPTY_OBJECT) ? "missing-field" : "bad-value";
            case 401 -> request.getHeaders().get("x-api-key") == null ? "no-key" : "wrong-key";
            case 404 -> "unknown-path";
            case 405 -> "wrong-method";
            default -> request.getMethod().equals("GET") ? "credits" : "video";
        };
    }
}
