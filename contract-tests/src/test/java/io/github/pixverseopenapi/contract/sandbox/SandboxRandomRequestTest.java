package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests put together at random from what breaks parsers: each gets a response or none, and no thread dies of one. */
class SandboxRandomRequestTest {

    private static final int REQUESTS = 400;
    private static final List<String> PARTS = List.of(
            "GET",
            "POST",
            "HEAD",
            " ",
            "  ",
            "/",
            "*",
            "/v1/pixverse-v6",
            "http://[::1",
            "http://a:99999/",
            "?%zz",
            "HTTP/1.1",
            "HTTP/1.0",
            "HTTP/1.99999999999",
            "\r\n",
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "\u0000",
            "\u0001",
            "\u00ff",
            "\ud83c\udfac",
            ":",
            "Host: localhost\r\n",
            "Host: [::1]:80\r\n",
            "Content-Length: 2\r\n",
            "Content-Length: -5\r\n",
            "Content-Length: +2\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: \u0662\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Upgrade: websocket\r\nConnection: upgrade\r\n",
            "x-api-key: sandbox-key\r\n",
            "Content-Type: application/json\r\n",
            "Content-Type: \u0000/;;\r\n",
            "Content-Encoding: gzip\r\n",
            "ffffffff\r\n",
            "2\r\n{}\r\n",
            "0\r\n\r\n",
            "{}",
            "{\"duration\":1e9999}",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    @Test
    void requests_atRandom_leaveTheSandboxRunning() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Sandbox sandbox = Sandbox.start();
        ServerLog log = new ServerLog(sandbox);
        try {
            for (int number = 0; number < REQUESTS; number++) {
                StringBuilder request = new StringBuilder(
                        random.nextBoolean() ? "POST /v1/pixverse-v6 HTTP/1.1\r\nHost: localhost\r\n" : "");
                for (int part = random.nextInt(12); part >= 0; part--) {
                    request.append(PARTS.get(random.nextInt(PARTS.size())));
                }
                try (RawConnection connection = new RawConnection(sandbox)) {
                    connection.send(request.toString());
                    connection.endInput();
                    assertThat(new String(connection.readToEnd(), StandardCharsets.ISO_8859_1))
                            .as("seed %d, request %s", seed, request)
                            .matches("(?s)|HTTP/1\\.1 [2-4]\\d\\d .*");
                }
            }
            assertThat(SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            sandbox.close();
            log.close();
        }
        assertThat(log.lines()).as("seed %d", seed).isEmpty();
    }
}
