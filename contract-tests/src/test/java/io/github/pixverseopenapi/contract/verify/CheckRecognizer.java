package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import mockwebserver3.RecordedRequest;

/** Tells from outside which check a request belongs to: by what the sandbox makes of it. */
final class CheckRecognizer {

    private static final String EMPTY_OBJECT = "{}";

    private CheckRecognizer() {}

    static String of(RecordedRequest request, StubResponse answer) {
        String kind = kind(request, answer);
        return ApiDocument.load()
                .operation(request.getUrl().encodedPath())
                .map(ApiOperation::operationId)
                .map(operation -> operation + " " + kind)
                .orElse(kind);
    }

    private static String kind(RecordedRequest request, StubResponse answer) {
        return switch (answer.status()) {
            case 400 -> request.getBody().utf8().equals(EMPTY_OBJECT) ? "missing-field" : "bad-value";
            case 401 -> request.getHeaders().get("x-api-key") == null ? "no-key" : "wrong-key";
            case 404 -> "unknown-path";
            case 405 -> "wrong-method";
            default -> request.getMethod().equals("GET") ? "credits" : "video";
        };
    }
}
