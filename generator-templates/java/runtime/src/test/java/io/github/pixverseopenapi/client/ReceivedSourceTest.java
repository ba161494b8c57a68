package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class ReceivedSourceTest {
    private static final byte[] BOAT = "boat".getBytes(StandardCharsets.UTF_8);

    private final Call call = new OkHttpClient()
            .newCall(new Request.Builder().url("http://127.0.0.1/").build());

    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable onClose = () -> {};

    private ByteSource source(int received, long announced) throws IOException {
        BufferedSource body = Okio.buffer(new ForwardingSource(new Buffer().write(BOAT)) {
            @Override
            public void close() throws IOException {
                closed.set(true);
                onClose.run();
                super.close();
            }
        });
        body.require(received);
        return ReceivedSource.of(call, ResponseBody.create(body, MediaType.get("video/mp4"), announced));
    }

    @Test
    void of_aBodyThatWasReceived_freesItsConnection() throws IOException {
        ByteSource source = source(BOAT.length, BOAT.length);
        assertThat(closed).isTrue();
        assertThat(source.isReceived()).isTrue();
        assertThat(source.length()).isEqualTo(BOAT.length);
        assertThat(source.contentType()).isEqualTo(MediaType.get("video/mp4"));
        assertThat(source.stream()).hasBinaryContent(BOAT);
    }

    @Test
    void of_aBodyWhoseEventListenerThrows_keepsTheBytesAndCancelsTheCall() throws IOException {
        onClose = () -> {
            throw new IllegalStateException("a listener's own");
        };
        assertThat(source(BOAT.length, BOAT.length).stream()).hasBinaryContent(BOAT);
        assertThat(call.isCanceled()).isTrue();
    }

    /** What the network still has to bring, or has brought too much of, is checked as it is read. */
    @ParameterizedTest
    @CsvSource({"0, 4", "4, 5", "4, 3", "4, -1"})
    void of_anyOtherBody_leavesItToTheNetwork(int received, long announced) throws IOException {
        ByteSource source = source(received, announced);
        assertThat(closed).isFalse();
        assertThat(source.isReceived()).isFalse();
        assertThat(source.length()).isEqualTo(announced);
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "0, 1"})
    void bytes_ofAVideoThatWasReceived_needNoThread(int received, int threads) throws IOException {
        AtomicInteger started = new AtomicInteger();
        KeyRedactor redactor = new KeyRedactor(null);
        VideoMetadata metadata =
                new VideoMetadata(StubResponses.ok(call.request()).build(), redactor);
        try (Video video = new Video(Operation.TEXT_TO_VIDEO, metadata, source(received, 4), redactor, task -> {
            started.incrementAndGet();
            task.run();
        })) {
            Thread.currentThread().interrupt();
            assertThat(video.bytes()).isEqualTo(BOAT);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(started).hasValue(threads);
        assertThat(call.isCanceled()).isFalse();
    }
}
