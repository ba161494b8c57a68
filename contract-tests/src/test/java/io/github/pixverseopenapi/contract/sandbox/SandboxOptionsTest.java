package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pit-sandbox")
class SandboxOptionsTest {

    @Test
    void builder_valueOutOfRange_namesOptionValueAndRange() {
        Sandbox.Builder builder = Sandbox.builder();

        assertRejected(() -> builder.port(-1), "port must be 0 (a free one) to 65535, but was -1");
        assertRejected(() -> builder.port(65_536), "port must be 0 (a free one) to 65535, but was 65536");
        assertRejected(
                () -> builder.credits(new BigDecimal("-0.01")), "credits must be 0 US dollars or more, but was -0.01");
        assertRejected(
                () -> builder.rateLimit(0, Duration.ofSeconds(1)), "rateLimit calls must be 1 or more, but was 0");
        assertRejected(
                () -> builder.rateLimit(1, Duration.ZERO),
                "rateLimit window must be more than 0 and at most 1 hour, but was PT0S");
        assertRejected(() -> builder.latency(Duration.ofSeconds(-1)), "latency must be 0 to 1 hour, but was PT-1S");
        assertRejected(() -> builder.clock(null), "clock must be present, but was null");
    }

    @Test
    void builder_unusableKey_isRejectedWithoutShowingIt() {
        assertThatThrownBy(() -> Sandbox.builder().apiKey("secret\nkey"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey")
                .hasMessageNotContaining("secret");
    }

    @Test
    void setters_valueOutOfRange_areRejected() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertRejected(
                    () -> sandbox.setCredits(new BigDecimal(-1)), "credits must be 0 US dollars or more, but was -1");
            assertRejected(
                    () -> sandbox.setRateLimit(-1, Duration.ofSeconds(1)),
                    "rateLimit calls must be 1 or more, but was -1");
            assertRejected(() -> sandbox.setLatency(Duration.ofHours(2)), "latency must be 0 to 1 hour, but was PT2H");
            assertRejected(() -> sandbox.setQueueTime(Duration.ofHours(2)), "queueTime must be 0 to 1 hour");
            assertRejected(() -> sandbox.setProcessingTime(Duration.ofHours(2)), "processingTime must be 0 to 1 hour");
            assertRejected(() -> sandbox.setHistoryDelay(Duration.ofHours(2)), "historyDelay must be 0 to 1 hour");
            assertRejected(() -> sandbox.failNextJob(null), "error must be present, but was null");
        }
    }

    @Test
    void start_portInUse_throwsOneExceptionNamingThePort() {
        try (Sandbox first = Sandbox.start()) {
            assertThatThrownBy(() -> Sandbox.builder().port(first.port()).start())
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("port " + first.port());
        }
    }

    @Test
    void start_anotherKey_acceptsThatOneOnly() {
        try (Sandbox sandbox = Sandbox.builder().apiKey("another-key").start()) {
            assertThat(sandbox.apiKey()).isEqualTo("another-key");
            assertThat(call(sandbox, SandboxHttpClient.anyOperation()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void start_defaults_listenOnLoopbackWithKnownKeyAndCredits() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(sandbox.baseUrl()).isEqualTo("http://127.0.0.1:" + sandbox.port());
            assertThat(sandbox.apiKey()).isEqualTo(Sandbox.API_KEY);
            assertThat(sandbox.credits()).isEqualByComparingTo("100");
            assertThat(sandbox.journal()).isEmpty();
        }
    }

    @Test
    void start_anotherDocument_followsIt(@TempDir Path directory) throws IOException {
        ApiOperation original = SandboxHttpClient.anyOperation();
        Path file = directory.resolve("other.yaml");
        // JSON is YAML too.
        Files.writeString(
                file,
                SandboxHttpClient.DOCUMENT
                        .json()
                        .toString()
                        .replace(original.path(), "/v9/other-name")
                        .replace(SandboxHttpClient.DOCUMENT.securityHeader(), "x-other-key"));
        try (Sandbox sandbox =
                Sandbox.builder().document(ApiDocument.load(file)).start()) {
            assertThat(call(sandbox, original).statusCode()).isEqualTo(404);
            assertThat(SandboxHttpClient.send(SandboxHttpClient.request(sandbox, "/v9/other-name")
                                    .header("x-other-key", sandbox.apiKey())
                                    .header("Content-Type", ApiDocument.JSON)
                                    .POST(BodyPublishers.ofString(SandboxHttpClient.validBody(original)
                                            .toString())))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void setLatency_call_stillReturnsVideo() {
        try (Sandbox sandbox = Sandbox.builder().latency(Duration.ofMillis(1)).start()) {
            sandbox.setLatency(Duration.ofMillis(5));

            assertThat(call(sandbox, SandboxHttpClient.anyOperation()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void close_whileWaitingForTheVideo_closesTheConnectionAndReleasesThePort() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        Sandbox sandbox = Sandbox.builder()
                .latency(Duration.ofHours(1))
                .onRequest(entry -> received.countDown())
                .start();
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.call(sandbox, SandboxHttpClient.anyOperation());
            received.await();

            sandbox.close();
            sandbox.close();

            assertThat(connection.readToEnd()).isEmpty();
            assertThatThrownBy(() -> new RawConnection(sandbox)).isInstanceOf(ConnectException.class);
        }
    }

    private static void assertRejected(ThrowingCallable setting, String message) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
