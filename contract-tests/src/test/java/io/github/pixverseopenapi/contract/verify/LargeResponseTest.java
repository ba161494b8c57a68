package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report stays readable for responses of any length. */
class LargeResponseTest {

    private static final String LONG = "x".repeat(1 << 20);
    private static final String NAMES = IntStream.range(0, 100_000)
            .mapToObj(number -> "\"n" + number + "\":1")
            .collect(Collectors.joining(","));
    private static final String KEY = "a-key-of-this-test";

    @TempDir
    Path folder;

    static Stream<RawServer> services() {
        String ok = "HTTP/1.1 401 Unauthorized";
        return Stream.of(
                RawServer.sendingJson(ok, "{\"error\":\"No\",\"" + LONG + "\":1,\"" + LONG + "\":2}"),
                RawServer.sendingJson(ok, "{\"error\":[\"" + LONG + "\"]}"),
                RawServer.sendingJson(ok, "{" + NAMES + "}"),
                RawServer.sendingJson("HTTP/1.1 200 OK", "{\"free-credits\":0," + NAMES + "}"),
                RawServer.sendingJson("HTTP/1.1 200 OK", "{\"free-credits\":0,\"credits\":\"" + LONG + "\"}"),
                RawServer.sendingJson(ok + " " + LONG.substring(0, 200_000), "{\"error\":\"No\"}"),
                RawServer.sendingJson("HTTP/1.1 4x1 " + LONG.substring(0, 200_000), "{\"error\":\"No\"}"),
                RawServer.sendingJson(ok + "\r\nx-request-id: " + LONG.substring(0, 200_000), "{\"error\":1}"),
                RawServer.sending(
                        ok + "\r\nContent-Type: text/" + LONG.substring(0, 200_000) + "\r\nContent-Length: 15",
                        "{\"error\":\"No.\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void verify_longTexts_areCutInEveryOutput(RawServer service) {
        for (String text : everything(service)) {
            assertThat(text.length()).isLessThan(30_000);
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(10_000));
        }
    }

    /** Half of a surrogate pair is no text, and no XML. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void verify_longTextOfPairs_isCutBetweenThem(int before) {
        String pairs = "x".repeat(before) + "\ud83c\udfac".repeat(1000);
        for (String text : everything(RawServer.sendingJson(
                "HTTP/1.1 401 Unauthorized", "{\"error\":\"No\",\"status_code\":\"" + pairs + "\"}"))) {
            assertThat(text).doesNotContainPattern("\\p{Cs}").doesNotContain("?\u2026");
        }
    }

    private List<String> everything(RawServer service) {
        try (service) {
            CommandRun run = CommandRun.withReports(service.url(), KEY, folder, "--only", "no-key,credits");
            assertThat(run.exitCode()).isBetween(1, 2);
            return run.outputs(folder);
        }
    }
}
