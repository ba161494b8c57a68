package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running sandbox whose settings change. */
@Tag("pit-sandbox")
class SandboxSettersTest {

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    @Test
    void setters_ofARunningSandbox_countFromTheNextCall() {
        try (Sandbox sandbox = Sandbox.builder()
                .clock(new ManualClock())
                .rateLimit(1, Duration.ofMinutes(1))
                .start()) {
            assertThat(status(sandbox)).isEqualTo(200);
            assertThat(status(sandbox)).isEqualTo(429);
            sandbox.clearRateLimit();
            assertThat(status(sandbox)).isEqualTo(200);
            sandbox.setRateLimit(1, Duration.ofMinutes(1));
            assertThat(status(sandbox)).isEqualTo(200);
            assertThat(status(sandbox)).isEqualTo(429);
            sandbox.clearRateLimit();
            sandbox.setCredits(new BigDecimal("0.99"));
            assertThat(status(sandbox)).isEqualTo(406);
            sandbox.setLatency(Duration.ofMillis(2));
            assertThat(sandbox.latency()).isEqualTo(Duration.ofMillis(2));
        }
    }

    @Test
    void stub_ofAnOperation_isNotUsedForAnotherMethod() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(operation.operationId(), StubResponse.empty(503));

            assertThat(SandboxHttpClient.send(SandboxHttpClient.request(sandbox, operation.path())
                                    .GET())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(sandbox.journal().get(0).operationId()).isEmpty();
            assertThat(status(sandbox)).isEqualTo(503);
            assertThat(sandbox.journal().get(1).operationId()).hasValue("textToVideo");
        }
    }

    @Test
    void faults_thatSendTheStatus_areThree() {
        assertThat(Arrays.stream(Fault.values()).filter(Fault::sendsStatus))
                .containsExactly(Fault.DISCONNECT_IN_HEADERS, Fault.DISCONNECT_IN_BODY, Fault.STALL_IN_BODY);
    }

    @Test
    void call_withoutADuration_takesTheDefaultOfTheDocument(@TempDir Path folder) throws Exception {
        JsonObject json = SandboxHttpClient.DOCUMENT.json();
        json.getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject("V6VideoRequest")
                .getAsJsonObject("properties")
                .getAsJsonObject("duration")
                .addProperty("default", 8);
        // JSON is YAML, too.
        ApiDocument document = ApiDocument.load(Files.writeString(folder.resolve("document.yaml"), json.toString()));
        ApiOperation v6 = document.operation("/v1/pixverse-v6").orElseThrow();
        JsonObject body = document.requestExample(v6).orElseThrow();
        body.remove("duration");
        try (Sandbox sandbox = Sandbox.builder().document(document).start()) {
            assertThat(SandboxHttpClient.call(sandbox, v6, body).body())
                    .isEqualTo(SampleVideo.of("generateV6Video", "16:9", BigDecimal.valueOf(8), true)
                            .mp4());
        }
    }

    private int status(Sandbox sandbox) {
        return SandboxHttpClient.call(sandbox, operation).statusCode();
    }
}
