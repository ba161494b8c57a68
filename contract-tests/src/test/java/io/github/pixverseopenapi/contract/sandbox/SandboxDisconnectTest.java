package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that disconnect, before or during the response. */
@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxDisconnectTest {

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    @ParameterizedTest
    @EnumSource(names = {"STALL_BEFORE_RESPONSE", "STALL_IN_BODY"})
    void stall_callerDisconnects_endsConnectionAndThread(Fault fault, Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.fault(fault));
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, operation);

            connection.endInput();

            connection.readToEnd();
            await().until(() -> !isServed(connection));
        }
        assertThat(SandboxHttpClient.call(sandbox, operation).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL_BEFORE_RESPONSE", "STALL_IN_BODY"})
    void stall_sandboxClosed_endsConnectionAndThread(Fault fault) throws Exception {
        BlockingQueue<JournalEntry> received = new LinkedBlockingQueue<>();
        Sandbox sandbox = Sandbox.builder().onRequest(received::add).start();
        try (RawConnection connection = new RawConnection(sandbox)) {
            sandbox.respondWith(StubResponse.fault(fault));
            connection.call(sandbox, operation);
            received.take();

            sandbox.close();

            connection.readToEnd();
            assertThat(isServed(connection)).isFalse();
        } finally {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "TE, Close"})
    void connection_callerRequestsClose_endsWithTheResponse(String options, Sandbox sandbox) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: " + options + "\r\n\r\n");

            assertThat(new String(connection.readToEnd(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ")
                    .containsOnlyOnce("\r\nConnection: close\r\n")
                    .endsWith("}");
        }
    }

    @Test
    void connection_callerDisconnectsDuringTheResponse_isClosed() throws IOException {
        try (SandboxServerSocket listener = new SandboxServerSocket(() -> false)) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Socket caller = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            try (Socket connection = listener.accept()) {
                caller.setSoLinger(true, 0);
                caller.close();
                OutputStream out = connection.getOutputStream();

                await().until(() -> {
                    out.write(new byte[1]);
                    return connection.isClosed();
                });
            }
        }
    }

    /** The server names each thread after the caller's address. */
    private static boolean isServed(RawConnection connection) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .anyMatch(name -> name.startsWith("MockWebServer") && name.endsWith(":" + connection.localPort()));
    }
}
