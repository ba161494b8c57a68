package io.github.pixverseopenapi.client;

import okhttp3.Call;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Responses and videos that come from no network. */
final class StubResponses {
    private StubResponses() {}

    static Response.Builder ok(Request request) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK");
    }

    /** The video in a response, which is read on the thread that asks for it. */
    static Video video(Call call, Response response) {
        KeyRedactor redactor = new KeyRedactor(null);
        return new Video(
                Operation.TEXT_TO_VIDEO,
                new VideoMetadata(response, redactor),
                new ResponseSource(call, response.body()),
                redactor,
                Runnable::run);
    }
}
