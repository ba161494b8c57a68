package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.fixtures.MalformedResponse;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that does not speak HTTP, or not quite, ends in one line, and its connections are closed. */
class VerifyMalformedResponseTest {

    @ParameterizedTest
    @EnumSource
    void verify_malformedResponse_endsWithOneLineAndClosesTheConnection(MalformedResponse response) {
        try (RawServer service = response.serve()) {
            CommandRun run = CommandRun.of(service.url(), "--only", "no-key,textToVideo", "--time-limit", "20");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("pixverse-contract verify: ")
                    .containsAnyOf(service.url() + " cannot be checked: ", "The server at " + service.url())
                    .doesNotContain("Exception", "null", "\u001b");
            if (response.announcesNoLength()) {
                assertThat(run.err()).contains("header Content-Length must be one number of bytes, but was \"");
            }
            assertThat(service.requests()).hasSize(1);
            await().untilAsserted(() -> assertThat(service.openConnections()).isZero());
        }
    }
}
