package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class OneShotBodyTest {
    @Test
    void body_ofJson_isOneShotUtf8() throws IOException {
        OneShotBody body = new OneShotBody("{\"prompt\":\"ä\"}");
        Buffer copy = new Buffer();
        assertThat(body.isOneShot()).isTrue();
        body.writeTo(copy);
        assertThat(body.contentLength()).isEqualTo(copy.size());
        assertThat(body.contentType()).hasToString("application/json; charset=UTF-8");
        assertThat(copy.readUtf8()).isEqualTo("{\"prompt\":\"ä\"}");
    }

    @Test
    void body_writtenToANetworkAgain_isRejected() throws IOException {
        OneShotBody body = new OneShotBody("{}");
        Buffer sent = new Buffer();
        BufferedSink network = Okio.buffer((Sink) sent);
        body.writeTo(network);
        network.flush();
        assertThat(sent.readUtf8()).isEqualTo("{}");
        assertThatThrownBy(() -> body.writeTo(network))
                .hasMessage("a paid request must be sent at most once, but its body was written again");
    }
}
