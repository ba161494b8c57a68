package io.github.pixverseopenapi.contract.templates;

import mockwebserver3.MockResponse;

/** Responses that every generated client handles equally. */
final class SampleResponse {
    static final String BYTES = "\0\0\0\020ftypisom\0\0\0\0";

    private SampleResponse() {}

    static MockResponse video() {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "video/mp4")
                .addHeader("x-request-id", "an-id")
                .body(BYTES)
                .build();
    }

    static MockResponse error(int status) {
        return new MockResponse.Builder().code(status).build();
    }
}
