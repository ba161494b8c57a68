package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.MalformedResponse;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that does not speak HTTP, or not quite, ends in a line for the call, and its connections are closed. */
class RecordMalformedResponseTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @EnumSource
    void record_malformedResponse_failsWithALineForTheCallAndClosesTheConnection(MalformedResponse response) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (RawServer service = response.serve()) {
            int exitCode = ContractCommand.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(
                            "record",
                            "--base-url",
                            service.url(),
                            "--scenario",
                            "wrong-key",
                            "--operation",
                            "textToVideo",
                            "--recordings",
                            root.resolve("recordings").toString(),
                            "--videos",
                            root.resolve("videos").toString());

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .isEqualTo("pixverse-contract record: 1 of 1 calls failed or had an unexpected response");
            assertThat(out.toString().lines())
                    .filteredOn(line -> line.startsWith("  textToVideo wrong-key: "))
                    .singleElement()
                    .asString()
                    .containsAnyOf("not recorded, because ", " where 401 was expected")
                    .doesNotContain("Exception", "null", "\u001b");
            if (response.announcesNoLength()) {
                assertThat(out.toString()).contains("header Content-Length must be one number of bytes, but was \"");
            }
            assertThat(service.requests()).hasSize(1);
            await().untilAsserted(() -> assertThat(service.openConnections()).isZero());
        }
    }
}
