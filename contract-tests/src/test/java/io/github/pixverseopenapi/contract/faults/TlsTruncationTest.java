package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS whose connection ends without close_notify (RFC 8446 §6.1), as a cut cable does it. */
class TlsTruncationTest {
    @TempDir
    Path folder;

    @Test
    void saveTo_whenAVideoWithoutALengthIsTruncatedWithoutCloseNotify_throws() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl("https://127.0.0.1:" + server.getLocalPort())
                        .httpClient(LoopbackTls.trustingClient())
                        .build()) {
            Thread service = new Thread(() -> respondAndTruncate(server));
            service.start();
            try (Video video = client.textToVideo(
                    TextToVideoRequest.builder().prompt("A boat").build())) {
                ConnectionException failure =
                        catchThrowableOfType(ConnectionException.class, () -> video.saveTo(folder.resolve("boat.mp4")));
                assertThat(failure.billing()).isEqualTo(Billing.BILLED);
            }
            service.join();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @SuppressWarnings("try") // Closing the wire before TLS is the point.
    private static void respondAndTruncate(ServerSocket server) {
        try (Socket wire = server.accept();
                SSLSocket tls = (SSLSocket) LoopbackTls.sockets().createSocket(wire, null, wire.getPort(), false)) {
            tls.setUseClientMode(false);
            readHead(tls);
            OutputStream output = tls.getOutputStream();
            output.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            output.write(Arrays.copyOf(ServerBehaviors.VIDEO, ServerBehaviors.VIDEO.length / 2));
            output.flush();
            wire.close();
        } catch (IOException e) {
            // Closing TLS afterwards fails: its connection is cut.
        }
    }

    private static void readHead(SSLSocket tls) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") == -1) {
            head.append((char) tls.getInputStream().read());
        }
    }
}
