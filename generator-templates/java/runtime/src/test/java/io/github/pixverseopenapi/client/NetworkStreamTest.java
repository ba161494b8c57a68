package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class NetworkStreamTest {
    private final Call call = new OkHttpClient()
            .newCall(new Request.Builder().url("http://127.0.0.1/").build());

    private boolean closed;
    private Runnable onRead = () -> {};
    private Runnable onClose = () -> {};

    private final NetworkStream stream = new NetworkStream(new ResponseSource(
            call,
            ResponseBody.create(
                    Okio.buffer(new ForwardingSource(new Buffer().writeUtf8("boat")) {
                        @Override
                        public long read(Buffer sink, long count) throws IOException {
                            onRead.run();
                            return super.read(sink, count);
                        }

                        @Override
                        public void close() throws IOException {
                            closed = true;
                            onClose.run();
                            super.close();
                        }
                    }),
                    null,
                    4)));

    @Test
    void read_afterClose_fails() {
        stream.close();
        assertThat(closed).isTrue();
        assertThatThrownBy(() -> stream.read(new byte[4]))
                .isInstanceOf(IOException.class)
                .hasMessage("the video is closed");
    }

    @Test
    void read_moreThanAnnounced_fails() {
        NetworkStream longer = new NetworkStream(
                new ResponseSource(call, ResponseBody.create(new Buffer().writeUtf8("boats"), null, 4)));
        assertThatThrownBy(() -> longer.read(new byte[5]))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the video ended after 5 of 4 bytes");
    }

    /** Okio's streams must not be closed while another thread reads them. */
    @Test
    void close_duringARead_cancelsTheCallAndFreesTheBodyAfterTheRead() throws IOException {
        onRead = () -> {
            stream.close();
            assertThat(call.isCanceled()).isTrue();
            assertThat(closed).isFalse();
        };
        assertThat(stream.read(new byte[4])).isEqualTo(4);
        assertThat(closed).isTrue();
    }

    @Test
    void close_whenAnEventListenerThrows_cancelsTheCall() throws IOException {
        onClose = () -> {
            throw new IllegalStateException("a listener's own");
        };
        assertThat(stream.readAllBytes()).hasSize(4);
        stream.close();
        assertThat(call.isCanceled()).isTrue();
    }
}
