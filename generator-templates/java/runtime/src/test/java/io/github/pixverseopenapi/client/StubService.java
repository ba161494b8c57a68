package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;

/** A service with jobs on this machine, whose responses a test queues. */
final class StubService implements AutoCloseable {
    static final String ID = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98";
    static final byte[] VIDEO = video();

    private final MockWebServer server = new MockWebServer();
    private final Deque<Function<RecordedRequest, MockResponse>> responses = new ArrayDeque<>();
    private final List<RecordedRequest> received = new ArrayList<>();
    private MockResponse fallback = json(599, "{\"error\":\"no response is queued\"}");

    StubService() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                synchronized (StubService.this) {
                    received.add(request);
                    Function<RecordedRequest, MockResponse> next = responses.poll();
                    return next == null ? fallback : next.apply(request);
                }
            }
        });
        server.start();
    }

    private static byte[] video() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        byte[] start = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0};
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse.Builder file() {
        return new MockResponse.Builder().addHeader("Content-Type", "video/mp4").body(new Buffer().write(VIDEO));
    }

    static MockResponse state(String state) {
        return json(200, "{\"request_id\":\"" + ID + "\",\"status\":\"" + state + "\"}");
    }

    MockResponse result() {
        return json(
                200,
                "{\"request_id\":\"" + ID + "\",\"status\":\"COMPLETED\",\"video\":{\"url\":\"" + server.url("/file")
                        + "\"},\"metrics\":{\"cost\":0.45,\"remaining_credits\":9.55}}");
    }

    synchronized StubService respond(MockResponse... next) {
        for (MockResponse response : next) {
            respondTo(request -> response);
        }
        return this;
    }

    /** Responds to all requests for which none is queued. */
    synchronized void respondByDefault(MockResponse response) {
        fallback = response;
    }

    synchronized void respondTo(Function<RecordedRequest, MockResponse> response) {
        responses.add(response);
    }

    /** Options of a client of this service, whose clock advances instead of sleeping. */
    PixverseClient.Builder client(ManualTicker ticker) {
        return ticker.of(PixverseClient.builder()
                .apiKey("a-secret-key")
                .baseUrl(server.url("/").toString()));
    }

    HttpUrl url() {
        return server.url("/");
    }

    /** Method and target of each request, in order. */
    synchronized List<String> targets() {
        return received.stream()
                .map(request -> request.getMethod() + " " + request.getTarget())
                .toList();
    }

    synchronized RecordedRequest request(int index) {
        return received.get(index);
    }

    @Override
    public void close() {
        server.close();
    }
}
