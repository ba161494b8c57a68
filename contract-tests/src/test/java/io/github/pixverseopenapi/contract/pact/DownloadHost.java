package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Simulates the host of finished videos, so that clients which download from it do not leave this machine. */
final class DownloadHost implements Interceptor {

    private final String service;
    private final List<String> requests = new ArrayList<>();

    /** @param service the host that the calls themselves go to; every other host is played */
    DownloadHost(String service) {
        this.service = service;
    }

    /** The requests to other hosts, such as {@code GET https://example.com/result.mp4}. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        return request.url().host().equals(service) ? chain.proceed(request) : video(request);
    }

    private synchronized Response video(Request request) {
        requests.add(request.method() + " " + request.url());
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(StubResponse.video().body(), MediaType.get(Mp4Boxes.MEDIA_TYPE)))
                .build();
    }
}
