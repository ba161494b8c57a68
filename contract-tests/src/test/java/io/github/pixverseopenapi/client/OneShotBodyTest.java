package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class OneShotBodyTest {
    @Test
    void body_isWrittenOnce_andSaysSoBefore() throws IOException {
        OneShotBody body = new OneShotBody("{\"prompt\":\"ä\"}");
        Buffer sent = new Buffer();
        assertThat(body.isOneShot()).isTrue();
        body.writeTo(sent);
        assertThat(body.contentLength()).isEqualTo(sent.size());
        assertThat(body.contentType()).hasToString("application/json; charset=UTF-8");
        assertThat(sent.copy().readUtf8()).isEqualTo("{\"prompt\":\"ä\"}");
        assertThatThrownBy(() -> body.writeTo(sent)).hasMessage("a paid request must not be sent twice");
    }
}
