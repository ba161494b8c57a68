package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a video without a network, which would notice some of what is wrong by itself. */
class VideoTest {
    private static final byte[] BYTES = {'v', 0, (byte) 0xff};

    private final Call call =
            new OkHttpClient().newCall(new Request.Builder().url("http://127.0.0.1/").build());

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Source source = new ForwardingSource(new Buffer().write(BYTES)) {
        @Override
        public void close() throws IOException {
            closed.set(true);
            super.close();
        }
    };

    private Video video(long announced) {
        Response response = new Response.Builder()
                .request(call.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .header("x-request-id", "req-1")
                .body(ResponseBody.create(Okio.buffer(source), MediaType.get("video/mp4"), announced))
                .build();
        return new Video(Operation.TEXT_TO_VIDEO, new VideoMetadata(response), call, response);
    }

    @Test
    void metadata_printed_showsStatusAndHeaders() {
        try (Video video = video(BYTES.length)) {
            assertThat(video.metadata()).hasToString("status: 200\nx-request-id: req-1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, -1})
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
        assertThatThrownBy(video::stream).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stream_readByteByByte_givesThemAllAndEnds() throws IOException {
        try (Video video = video(BYTES.length);
                InputStream stream = video.stream()) {
            assertThat(stream.read()).isEqualTo('v');
            assertThat(stream.read()).isZero();
            assertThat(stream.read()).isEqualTo(0xff);
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(call.isCanceled()).isFalse();
    }

    @Test
    @SuppressWarnings("try") // That the video is closed with its stream is the point.
    void stream_closed_closesTheVideo() throws IOException {
        try (Video video = video(BYTES.length)) {
            video.stream().close();
            assertThat(call.isCanceled()).isTrue();
        }
    }

    @Test
    void bytes_fewerThanAnnounced_areAFailure() {
        try (Video video = video(5)) {
            assertThatThrownBy(video::bytes).isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("its transfer broke off after 3 of 5 bytes (the video ended after 3 of 5 bytes)")
                    .hasCauseInstanceOf(ProtocolException.class);
        }
        assertThat(call.isCanceled()).isTrue();
    }

    @Test
    void bytes_moreThanAnnounced_areAFailure() {
        InputStream more = new ReplayableStream(new ByteArrayInputStream(BYTES), 0).take(null);
        assertThatThrownBy(more::readAllBytes).hasMessage("the video ended after 3 of 0 bytes");
    }

    @Test
    void progress_saysWhatWasAnnouncedIfAnythingWas() {
        assertThat(new ReplayableStream(InputStream.nullInputStream(), -1).progress()).isEqualTo("0 bytes");
        assertThat(new ReplayableStream(InputStream.nullInputStream(), 0).progress()).isEqualTo("0 of 0 bytes");
    }

    @Test
    void bytesPutBack_comeFirstAndGoWithTheVideo(@TempDir Path folder) throws IOException {
        ReplayableStream bytes = new ReplayableStream(new ByteArrayInputStream(new byte[] {'e'}), -1);
        Path kept = Files.writeString(folder.resolve("kept"), "abc");
        bytes.take(null);
        bytes.putBack(kept, new byte[] {'d'});
        InputStream again = bytes.take(null);
        assertThat(again.readNBytes(2)).containsExactly('a', 'b');

        bytes.close();

        assertThat(again.read()).isEqualTo(-1);
        assertThat(folder).isEmptyDirectory();
    }
}
