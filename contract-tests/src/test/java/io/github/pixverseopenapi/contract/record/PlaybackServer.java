package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A local server that replays one recorded response. */
final class PlaybackServer implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();

    PlaybackServer(Recording recording) {
        MockResponse.Builder response =
                new MockResponse.Builder().code(recording.response().status()).clearHeaders();
        recording
                .response()
                .headers()
                .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.body(new Buffer().write(recording.response().body().replayBytes()));
        server.enqueue(response.build());
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getPort();
    }

    int requests() {
        return server.getRequestCount();
    }

    /** The received request, in the form of a recording. */
    Recording.Sent received(AllowedHeaders allowed) throws InterruptedException {
        RecordedRequest request = server.takeRequest(1, TimeUnit.SECONDS);
        Map<String, List<String>> headers = allowed.ofRequest(request.getHeaders());
        return new Recording.Sent(
                request.getMethod(),
                request.getUrl().encodedPath(),
                headers,
                StoredBody.of(request.getBody().toByteArray(), new SecretRedactor(Redactor.none())));
    }

    @Override
    public void close() {
        server.close();
    }
}
