package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.get;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.operation;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.OperationIds;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses to requests that are handled as usual, but whose responses are lost or changed. */
@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxChangedResponsesTest {

    private static final byte[] VIDEO = SampleVideo.DEFAULT.mp4();

    static Stream<ApiOperation> operations() {
        return SandboxHttpClient.DOCUMENT.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void respondWith_anyOperation_isUsed(ApiOperation operation, Sandbox sandbox) {
        sandbox.respondWith(operation.operationId(), StubResponse.empty(503));

        String path = operation.path().replace("{request_id}", "any-id");
        assertThat(send(request(sandbox, path).method(operation.method(), BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(503);
        assertThat(sandbox.journal().get(0).operationId()).hasValue(operation.operationId());
    }

    @Test
    void loseNextResponse_submission_startsTheJobOnce(Sandbox sandbox) {
        sandbox.loseNextResponse("submitTextToVideo", Fault.DISCONNECT_AFTER_REQUEST);

        assertThatThrownBy(() -> submit(sandbox)).hasCauseInstanceOf(IOException.class);

        assertThat(sandbox.jobs()).hasSize(1);
        assertThat(sandbox.credits()).isEqualByComparingTo("99");
        assertThat(sandbox.journal().get(0).fault()).hasValue(Fault.DISCONNECT_AFTER_REQUEST);
        assertThat(sandbox.journal().get(0).status()).isEmpty();
        submit(sandbox);
        assertThat(sandbox.jobs()).hasSize(2);
    }

    @Test
    void loseNextResponse_videoCall_isChargedAndInTheHistory(Sandbox sandbox) {
        sandbox.loseNextResponse("textToVideo", Fault.EMPTY_RESPONSE);

        assertThatThrownBy(() -> call(sandbox, SandboxHttpClient.anyOperation()))
                .hasCauseInstanceOf(IOException.class);

        assertThat(sandbox.credits()).isEqualByComparingTo("99");
        assertThat(SandboxHttpClient.json(get(sandbox, "/inference-request/request-history"))
                        .get("total")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void loseNextResponse_otherMethod_isKeptForTheOperation(Sandbox sandbox) {
        sandbox.loseNextResponse("submitTextToVideo", Fault.EMPTY_RESPONSE);
        assertThat(send(request(sandbox, operation("submitTextToVideo").path())).statusCode())
                .isEqualTo(405);
        submit(sandbox, "submitV6Video");

        assertThatThrownBy(() -> submit(sandbox)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void changeNextResponse_twoChanges_areUsedInOrderAfterStubs(Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        sandbox.changeNextResponse("textToVideo", response -> response.withHeader("x-a", "1"));
        sandbox.changeNextResponse("textToVideo", response -> response.withHeader("x-a", "2"));
        sandbox.respondWith("textToVideo", StubResponse.empty(503));

        assertThat(call(sandbox, operation).statusCode()).isEqualTo(503);
        assertThat(header(call(sandbox, operation), "x-a")).isEqualTo("1");
        assertThat(header(call(sandbox, operation), "x-a")).isEqualTo("2");
        assertThat(header(call(sandbox, operation), "x-a")).isNull();
        assertThat(sandbox.credits()).isEqualByComparingTo("97");
    }

    @Test
    void changes_invalid_areRejected(Sandbox sandbox) {
        assertRejected(
                () -> sandbox.loseNextResponse("textToVideo", Fault.DISCONNECT_AT_START),
                "fault must be a fault that occurs after the operation is known, but was DISCONNECT_AT_START");
        assertRejected(() -> sandbox.loseNextResponse("textToVideo", null), "fault must be present, but was null");
        assertRejected(
                () -> sandbox.loseNextResponse("textToPicture", Fault.GARBAGE),
                "operationId must be one of " + OperationIds.allSorted() + ", but was textToPicture");
        assertRejected(() -> sandbox.changeNextResponse("textToVideo", null), "change must be present, but was null");
        assertRejected(() -> sandbox.changeNextDownload(null), "change must be present, but was null");
        assertRejected(
                () -> StubResponse.video().withFault(Fault.DISCONNECT_IN_BODY, -1),
                "bodyBytes must be 0 or more, but was -1");
        assertRejected(() -> StubResponse.video().withFault(null, 1), "fault must be present, but was null");
    }

    @Test
    void changeNextResponse_toNull_isAFailureOfTheSandbox(Sandbox sandbox) {
        sandbox.changeNextResponse("textToVideo", response -> null);

        assertThat(SandboxHttpClient.error(call(sandbox, SandboxHttpClient.anyOperation())))
                .contains("changed response must be present, but was null");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, Integer.MAX_VALUE})
    void download_cutAtAByte_endsThere(int bytes, Sandbox sandbox) throws IOException {
        String path = "/files/" + submit(sandbox) + ".mp4";
        sandbox.changeNextDownload(file -> file.withFault(Fault.DISCONNECT_IN_BODY, bytes));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readHead())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: " + VIDEO.length + "\r\n");
            assertThat(connection.readToEnd()).isEqualTo(Arrays.copyOf(VIDEO, Math.min(bytes, VIDEO.length)));
        }
        assertThat(send(request(sandbox, path)).body()).isEqualTo(VIDEO);
    }

    @Test
    void download_stalledAtAByte_sendsNoMore(Sandbox sandbox) throws IOException {
        String path = "/files/" + submit(sandbox) + ".mp4";
        sandbox.changeNextDownload(file -> file.withFault(Fault.STALL_IN_BODY, 10));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            connection.readHead();
            assertThat(connection.read(10)).isEqualTo(Arrays.copyOf(VIDEO, 10));
            connection.endInput();
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void download_wrongLength_announcesItAndCloses(int difference, Sandbox sandbox) throws IOException {
        String path = "/files/" + submit(sandbox) + ".mp4";
        String length = String.valueOf(VIDEO.length + difference);
        sandbox.changeNextDownload(file -> file.withHeader("Content-Length", length));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readHead()).contains("Content-Length: " + length + "\r\n");
            assertThat(connection.readToEnd()).isEqualTo(VIDEO);
        }
    }

    @Test
    void response_ownLengthThatIsRight_keepsTheConnection(Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.json(200, "{}").withHeader("Content-Length", "2"));
        sandbox.respondWith(StubResponse.json(200, "[]"));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            connection.readHead();
            assertThat(connection.read(2)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
            connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            connection.readHead();
            assertThat(connection.read(2)).asString(StandardCharsets.UTF_8).isEqualTo("[]");
        }
    }

    @Test
    void head_ofAWrongLength_hasNoBody(Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.json(200, "{}").withHeader("Content-Length", "9"));

        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.readHead()).contains("Content-Length: 9\r\n");
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void download_head_usesNoChange(Sandbox sandbox) {
        String path = "/files/" + submit(sandbox) + ".mp4";
        sandbox.changeNextDownload(file -> file.withHeader("x-a", "1"));

        assertThat(header(send(request(sandbox, path).method("HEAD", BodyPublishers.noBody())), "x-a"))
                .isNull();
        assertThat(header(send(request(sandbox, path)), "x-a")).isEqualTo("1");
    }

    @Test
    void withFault_keepsThePositionInOtherCopies() {
        StubResponse response = StubResponse.of(200, "a/b", new byte[10]);

        assertThat(response.withFault(Fault.DISCONNECT_IN_BODY).faultPosition()).isEqualTo(5);
        assertThat(response.withFault(Fault.DISCONNECT_IN_BODY, 3)
                        .withHeader("a", "b")
                        .withDelay(Duration.ZERO)
                        .faultPosition())
                .isEqualTo(3);
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
