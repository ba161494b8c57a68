package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.program.LoadProgram;
import io.github.pixverseopenapi.benchmark.program.ProgramOutput;
import io.github.pixverseopenapi.benchmark.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sandbox beside WireMock, which answers the same film without judging the request. */
public final class SandboxWork implements Work {
    private static final String SANDBOX = "sandbox";
    private static final String WIREMOCK = "WireMock";
    private static final String WIREMOCK_QUIET = "WireMock, no request journal";
    private static final String KEY = "sandbox-key";
    private static final String CREDITS = "999999999";
    private static final String FIRST = "first";
    private static final String CALLS = "callsPerSecond";

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        List<Row> rows = new ArrayList<>(firstResponse(setting));
        for (int connections : setting.scale().connections()) {
            rows.addAll(throughput(setting, connections));
        }
        return rows;
    }

    private static List<Row> firstResponse(Setting setting) throws Exception {
        Rows rows = new Rows("sandbox", null, null, SANDBOX, WIREMOCK);
        stub(setting);
        return new Rounds()
                .row(FIRST, rows.less("start to the first response", "s", null))
                .trial(SANDBOX, () -> first(sandbox(setting)))
                .trial(WIREMOCK, () -> first(wireMock(setting)))
                .run(setting.scale().processRounds());
    }

    private static List<Row> throughput(Setting setting, int connections) throws Exception {
        Rows rows = new Rows("sandbox", (double) connections, "connections", SANDBOX, WIREMOCK_QUIET);
        try (JavaProcess sandbox = sandbox(setting);
                JavaProcess wireMock = wireMock(setting);
                JavaProcess quiet = wireMock(setting, "--no-request-journal")) {
            Map<String, JavaProcess> servers = new LinkedHashMap<>();
            servers.put(SANDBOX, sandbox);
            servers.put(WIREMOCK, wireMock);
            servers.put(WIREMOCK_QUIET, quiet);
            Rounds rounds = new Rounds().row(CALLS, rows.more("throughput", "calls/s", 1.3));
            for (Map.Entry<String, JavaProcess> server : servers.entrySet()) {
                String url = url(server.getValue());
                // Warms up the server.
                Map<String, Double> unused = load(setting, url, connections);
                rounds.trial(server.getKey(), () -> load(setting, url, connections));
            }
            return rounds.run(setting.scale().rounds());
        }
    }

    private static JavaProcess sandbox(Setting setting) throws IOException {
        return JavaProcess.start(
                setting.java(),
                List.of("-jar", setting.sandbox().toString(), "sandbox", "--port", "0", "--credits", CREDITS));
    }

    private static JavaProcess wireMock(Setting setting, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                setting.wiremock().toString(),
                "--port",
                "0",
                "--bind-address",
                "127.0.0.1",
                "--root-dir",
                root(setting).toString()));
        arguments.addAll(List.of(options));
        return JavaProcess.start(setting.java(), arguments);
    }

    private static Path root(Setting setting) {
        return setting.folder().resolve("wiremock");
    }

    /** What the sandbox answers, as a stub of WireMock. */
    private static void stub(Setting setting) throws Exception {
        Path root = root(setting);
        Files.createDirectories(root.resolve("__files"));
        Files.createDirectories(root.resolve("mappings"));
        try (JavaProcess sandbox = sandbox(setting)) {
            Files.write(root.resolve("__files/film.mp4"), LoadProgram.call(url(sandbox), KEY));
        }
        Files.writeString(root.resolve("mappings/film.json"), """
                {"request": {"method": "POST", "urlPath": "/v1/pixverse-text2video",
                             "headers": {"x-api-key": {"equalTo": "%s"}}},
                 "response": {"status": 200, "headers": {"Content-Type": "video/mp4"}, "bodyFileName": "film.mp4"}}
                """.formatted(KEY));
    }

    private static String url(JavaProcess server) throws Exception {
        String line = server.awaitLine("Sandbox at ", "port:");
        return line.startsWith("http") ? line.substring(0, line.indexOf(' ')) : "http://127.0.0.1:" + line.trim();
    }

    private static Map<String, Double> first(JavaProcess server) throws Exception {
        try (server) {
            byte[] unused = LoadProgram.call(url(server), KEY);
            return Map.of(FIRST, server.secondsSinceStart());
        }
    }

    private static Map<String, Double> load(Setting setting, String url, int connections) throws Exception {
        try (JavaProcess load = JavaProcess.start(
                setting.java(),
                List.of(),
                LoadProgram.class,
                url,
                KEY,
                connections,
                setting.scale().loadSeconds())) {
            return ProgramOutput.figures(load.awaitEnd(setting.scale().limit()));
        }
    }
}
