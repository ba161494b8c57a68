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

/** A proxy that changes some responses of a sandbox. */
final class ChangedService implements AutoCloseable {

    /** One connection for each request: on a reused one, TCP delays the sandbox's responses by 40 ms. */
    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();

    private final MockWebServer server = new MockWebServer();

    /**
     * Starts the proxy.
     *
     * @param change receives each request and the sandbox's response, and returns the response to send
     */
    ChangedService(Sandbox sandbox, BiFunction<RecordedRequest, StubResponse, StubResponse> change) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response(change.apply(request, forward(sandbox, request)));
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

    private StubResponse forward(Sandbox sandbox, RecordedRequest request) {
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
        try (Response received = http.newCall(forwarded).execute()) {
            StubResponse stub =
                    StubResponse.of(received.code(), "none", received.body().bytes());
            for (String name : received.headers().names()) {
                stub = stub.withHeader(name, received.header(name));
            }
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse response(StubResponse stub) {
        MockResponse.Builder response = new MockResponse.Builder().code(stub.status());
        stub.headers().forEach((name, values) -> response.setHeader(name, values.get(0)));
        return response.body(new Buffer().write(stub.body())).build();
    }

    @Override
    public void close() {
        server.close();
    }
}
