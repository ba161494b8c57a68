package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okio.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pit-calls")
class UploadBodyTest {
    @TempDir
    Path folder;

    @Test
    void body_isJsonThatIsSentOnce() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3, 4});
        UploadBody body = new UploadBody(file, 4, "image/png", null);
        Buffer sink = new Buffer();

        body.writeTo(sink);

        assertThat(body.contentLength()).isEqualTo(sink.size());
        assertThat(sink.readUtf8()).isEqualTo("{\"data_urls\":[\"data:image/png;base64,AQIDBA==\"]}");
        assertThat(body.contentType()).isEqualTo(OneShotBody.JSON);
        assertThat(body.isOneShot()).isTrue();
    }

    @Test
    void writeTo_fileThatBecameShorter_fails() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3, 4});

        assertThatThrownBy(() -> new UploadBody(file, 5, "image/png", null).writeTo(new Buffer()))
                .isInstanceOf(EOFException.class)
                .hasMessage("the file became shorter while it was uploaded");
    }
}
