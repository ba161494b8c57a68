package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxFaultTest {

    private static final byte[] VIDEO = SampleVideo.DEFAULT.mp4();

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    @Test
    void disconnectAtStart_newConnection_isResetWithoutJournalEntry(Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.fault(Fault.DISCONNECT_AT_START));

        try (RawConnection connection = new RawConnection(sandbox)) {
            assertThatThrownBy(connection::readToEnd).isInstanceOf(SocketException.class);
        }

        assertThat(sandbox.journal()).isEmpty();
        assertThat(SandboxHttpClient.call(sandbox, operation).statusCode()).isEqualTo(200);
    }

    @Test
    void disconnectAtStart_openConnection_isResetAfterRequest(Sandbox sandbox) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, operation);
            connection.readHead();
            connection.read(VIDEO.length);
            sandbox.respondWith(StubResponse.fault(Fault.DISCONNECT_AT_START));
            connection.call(sandbox, operation);

            assertThatThrownBy(connection::readToEnd).isInstanceOf(SocketException.class);
        }
        assertThat(sandbox.journal()).hasSize(2);
    }

    @Test
    void disconnectAfterRequest_call_isReset(Sandbox sandbox) throws IOException {
        sandbox.respondWith(operation.operationId(), StubResponse.fault(Fault.DISCONNECT_AFTER_REQUEST));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, operation);

            assertThatThrownBy(connection::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void emptyResponse_call_receivesNoByte(Sandbox sandbox) throws IOException {
        assertThat(responseTo(Fault.EMPTY_RESPONSE, sandbox)).isEmpty();
    }

    @Test
    void disconnectInHeaders_call_endsAfterStatusLine(Sandbox sandbox) throws IOException {
        String response = new String(responseTo(Fault.DISCONNECT_IN_HEADERS, sandbox), StandardCharsets.UTF_8);

        assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("\r\n\r\n", ":");
        assertThat(response.substring(response.indexOf("\r\n") + 2)).isNotEmpty();
    }

    @Test
    void disconnectInBody_call_endsAfterHalfOfTheBody(Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.fault(Fault.DISCONNECT_IN_BODY));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, operation);

            assertThat(connection.readHead()).contains("Content-Length: " + VIDEO.length);
            assertThat(connection.readToEnd()).isEqualTo(Arrays.copyOf(VIDEO, VIDEO.length / 2));
        }
    }

    @Test
    void garbage_call_receivesBytesThatAreNotHttp(Sandbox sandbox) throws IOException {
        assertThat(new String(responseTo(Fault.GARBAGE, sandbox), StandardCharsets.UTF_8))
                .isNotBlank()
                .doesNotContain("HTTP/1.1");
    }

    @Test
    void stallBeforeResponse_call_receivesNothingUntilClosed() throws Exception {
        BlockingQueue<JournalEntry> received = new LinkedBlockingQueue<>();
        Sandbox sandbox = Sandbox.builder().onRequest(received::add).start();
        try (RawConnection connection = new RawConnection(sandbox)) {
            sandbox.respondWith(StubResponse.fault(Fault.STALL_BEFORE_RESPONSE));
            connection.call(sandbox, operation);
            received.take();
            sandbox.close();

            assertThat(connection.readToEnd()).isEmpty();
        } finally {
            sandbox.close();
        }
    }

    @Test
    void stallInBody_call_receivesHalfOfTheBodyUntilClosed(Sandbox sandbox) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            sandbox.respondWith(StubResponse.fault(Fault.STALL_IN_BODY));
            connection.call(sandbox, operation);
            connection.readHead();
            byte[] half = connection.read(VIDEO.length / 2);
            sandbox.close();

            assertThat(half).isEqualTo(Arrays.copyOf(VIDEO, VIDEO.length / 2));
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISCONNECT_AT_START")
    void fault_ofAnyKind_isInJournalAndIsFree(Fault fault) throws Exception {
        BlockingQueue<JournalEntry> received = new LinkedBlockingQueue<>();
        try (Sandbox sandbox = Sandbox.builder().onRequest(received::add).start();
                RawConnection connection = new RawConnection(sandbox)) {
            sandbox.respondWith(StubResponse.fault(fault));
            connection.call(sandbox, operation);

            JournalEntry entry = received.take();

            assertThat(entry.fault()).contains(fault);
            assertThat(entry.status()).isEqualTo(fault.sendsStatus() ? OptionalInt.of(200) : OptionalInt.empty());
            assertThat(sandbox.credits()).isEqualByComparingTo("100");
            assertThat(SandboxHttpClient.call(sandbox, operation).statusCode()).isEqualTo(200);
        }
    }

    private byte[] responseTo(Fault fault, Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.fault(fault));
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, operation);
            return connection.readToEnd();
        }
    }
}
