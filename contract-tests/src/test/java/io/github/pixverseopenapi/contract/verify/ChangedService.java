package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;

/** Stands before a sandbox and changes some of its answers. */
final class ChangedService implements AutoCloseable {

    /** Each request on a connection of its own: on a used one, TCP holds back the sandbox's answers for 40 ms. */
    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();

    private final MockWebServer server = new MockWebServer();

    /**
     * Starts it.
     *
     * @param change gets each request and the sandbox's answer to it, and returns the answer to send
     */
    ChangedService(Sandbox sandbox, BiFunction<RecordedRequest, StubResponse, StubResponse> change) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response(change.apply(request, ask(sandbox, request)));
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private StubResponse ask(Sandbox sandbox, RecordedRequest request) {
        ByteString body = request.getBody();
        Headers headers = request.getHeaders()
                .newBuilder()
                .removeAll("Host")
                .removeAll("Accept-Encoding")
                .build();
        Request forwarded = new Request.Builder()
                .url(sandbox.baseUrl() + request.getTarget())
                .headers(headers)
                .method(request.getMethod(), body == null || body.size() == 0 ? null : RequestBody.create(body, null))
                .build();
        try (Response response = http.newCall(forwarded).execute()) {
            StubResponse answer =
                    StubResponse.of(response.code(), "none", response.body().bytes());
            for (String name : response.headers().names()) {
                answer = answer.withHeader(name, response.header(name));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse response(StubResponse answer) {
        MockResponse.Builder response = new MockResponse.Builder().code(answer.status());
        answer.headers().forEach((name, values) -> response.setHeader(name, values.get(0)));
        return response.body(new Buffer().write(answer.body())).build();
    }

    @Override
    public void close() {
        server.close();
    }
}
