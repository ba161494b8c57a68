package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a video without a network, which would detect some of the errors. */
@Tag("pit-calls")
class VideoTest {
    private static final byte[] BYTES = {'v', 0, (byte) 0xff, 1, 2, 3, 4, 5, 6};

    private final Call call = new OkHttpClient()
            .newCall(new Request.Builder().url("http://127.0.0.1/").build());

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Source source = new ForwardingSource(new Buffer().write(BYTES)) {
        @Override
        public void close() throws IOException {
            closed.set(true);
            super.close();
        }
    };

    private Video video(long announced) {
        Response response = StubResponses.ok(call.request())
                .header("x-request-id", "req-1")
                .body(ResponseBody.create(Okio.buffer(source), MediaType.get("video/mp4"), announced))
                .build();
        return StubResponses.video(call, response);
    }

    @Test
    void metadata_printed_showsStatusAndHeaders() {
        try (Video video = video(BYTES.length)) {
            assertThat(video.metadata()).hasToString("status: 200\nx-request-id: req-1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, -1})
    void close_ofAVideoThatWasRead_cancelsNothing(long announced) {
        try (Video video = video(announced)) {
            assertThat(video.bytes()).isEqualTo(BYTES);
        }
        assertThat(call.isCanceled()).isFalse();
    }

    @Test
    void close_ofAVideoThatWasNotRead_cancelsItsTransferAndGivesItNoMore() {
        Video video = video(BYTES.length);
        video.close();
        assertThat(call.isCanceled()).isTrue();
        assertThat(closed).isTrue();
        assertThatThrownBy(video::byteStream).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stream_readByteByByte_givesThemAllAndEnds() throws IOException {
        try (Video video = video(BYTES.length);
                InputStream stream = video.byteStream()) {
            assertThat(stream.read()).isEqualTo('v');
            assertThat(stream.read()).isZero();
            assertThat(stream.read()).isEqualTo(0xff);
            assertThat(stream.skip(5)).isEqualTo(5);
            assertThat(stream.read()).isEqualTo(6);
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(call.isCanceled()).isFalse();
    }

    @Test
    @SuppressWarnings("try") // That the video is closed with its stream is the point.
    void stream_closed_closesTheVideo() throws IOException {
        try (Video video = video(BYTES.length)) {
            video.byteStream().close();
            assertThat(call.isCanceled()).isTrue();
        }
    }

    /** Okio allocates segments of 8 KiB; a buffer of 64 KiB would exceed the limit. */
    @Test
    void bytes_ofASmallVideo_allocateLittleMore() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        new VideoTest().video(BYTES.length).bytes();
        Video small = video(BYTES.length);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        small.bytes();
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(32_768);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 100_000, 3_000_000})
    void bytes_ofAnySize_areAll(int size) {
        byte[] content = randomBytes(size);
        assertThat(video(content, size).bytes()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_191, 8_192, 8_193, 100_000, 3_000_000})
    void bytes_ofUnknownLength_areAll(int size) {
        byte[] content = randomBytes(size);
        assertThat(video(content, -1).bytes()).isEqualTo(content);
    }

    private static byte[] randomBytes(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private Video video(byte[] content, long announced) {
        return StubResponses.video(
                call,
                StubResponses.ok(call.request())
                        .body(ResponseBody.create(new Buffer().write(content), MediaType.get("video/mp4"), announced))
                        .build());
    }

    @Test
    void bytes_ofAVideoThatNoArrayHolds_areRejectedAndCanStillBeStreamed() throws IOException {
        try (Video video = video(Integer.MAX_VALUE)) {
            assertThatThrownBy(video::bytes)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the video must have at most 2147483639 bytes to be held in memory, but has 2147483647;"
                            + " use saveTo or byteStream");
            assertThat(video.byteStream().read()).isEqualTo('v');
        }
    }

    /** The largest array that every Java runtime can allocate; it is not allocated before its bytes come. */
    @Test
    void bytes_ofTheLargestVideoThatAnArrayHolds_areRead() {
        try (Video video = video(Integer.MAX_VALUE - 8)) {
            assertThatThrownBy(video::bytes)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("9 of 2147483639 bytes");
        }
    }

    @Test
    void bytes_freeTheConnection() {
        try (Video video = video(BYTES.length)) {
            video.bytes();
            assertThat(closed).isTrue();
        }
    }

    @Test
    void bytes_fewerThanAnnounced_areAFailure() {
        try (Video video = video(11)) {
            assertThatThrownBy(video::bytes)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(
                            "its transfer broke off after 9 of 11 bytes (the video ended after 9 of 11 bytes)")
                    .hasCauseInstanceOf(ProtocolException.class);
        }
        assertThat(call.isCanceled()).isTrue();
    }

    @Test
    void bytes_moreThanAnnounced_areAFailure() {
        assertThatThrownBy(() -> network(0).readAllBytes()).hasMessage("the video ended after 9 of 0 bytes");
    }

    @Test
    void progress_reportsTheContentLengthIfKnown() {
        assertThat(network(-1).progress()).isEqualTo("0 bytes");
        assertThat(network(0).progress()).isEqualTo("0 of 0 bytes");
    }

    private NetworkStream network(long announced) {
        return new NetworkStream(new ResponseSource(call, ResponseBody.create(Okio.buffer(source), null, announced)));
    }

    @Test
    void pushBack_ofAFileAndMore_isReadFirstAndKeepsTheFile(@TempDir Path folder) throws IOException {
        ReplayableStream bytes = new ReplayableStream(network(-1));
        Path kept = Files.writeString(folder.resolve("kept"), "abc");
        bytes.open();
        bytes.pushBack(kept, new byte[] {'d'});
        assertThat(bytes.open().readAllBytes())
                .startsWith('a', 'b', 'c', 'd', 'v', 0, 0xff)
                .hasSize(13);

        bytes.close();

        assertThat(kept).exists();
    }
}
