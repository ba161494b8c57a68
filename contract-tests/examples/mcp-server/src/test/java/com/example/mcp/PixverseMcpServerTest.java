package com.example.mcp;

import static com.example.mcp.ToolCalls.video;
import static com.example.mcp.ToolCalls.with;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process, called as an agent calls it. */
@ExtendWith(SandboxExtension.class)
class PixverseMcpServerTest {
    private static final String SUBMIT = "submitTextToVideo";
    private static final Map<String, Object> BOAT = video("A paper boat");

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private McpSyncClient agent;
    private ToolCalls tools;

    @BeforeEach
    void start(Sandbox ofThisTest) {
        sandbox = ofThisTest;
        start("1.50");
    }

    private void start(String budgetUsd) {
        ServerParameters server = ServerParameters.builder(java().get(0))
                .args(command(budgetUsd))
                .env(environment())
                .build();
        agent = McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build();
        agent.initialize();
        tools = new ToolCalls(agent::callTool, sandbox.apiKey());
    }

    @AfterEach
    void stop() {
        agent.closeGracefully();
    }

    @Test
    void submit_pricedRequest_isSavedByAwait() throws Exception {
        String job = tools.submit(BOAT);
        String file = (String) tools.succeed("await", Map.of("job", job)).get("file");

        assertThat(Path.of(file)).isEqualTo(folder.toRealPath().resolve(job + ".mp4"));
        assertThat(Mp4Boxes.of(Files.readAllBytes(Path.of(file))))
                .extracting(Mp4Boxes.Box::type)
                .contains("ftyp", "moov", "mdat");
        assertThat(sandbox).received(SUBMIT).withField("prompt", "A paper boat").once();
        assertThat(tools.list().toString()).contains("state=SAVED", job);
    }

    @Test
    void submit_withoutConfirmation_isRefused() {
        assertThat(tools.fail("submit", BOAT)).contains("confirmation");
        assertThat(tools.fail("submit", with(BOAT, "confirmation", "guessed"))).startsWith("confirmation must be ");

        assertThat(sandbox).receivedNothing();
    }

    @Test
    void restart_submittedVideo_keepsTheBudgetAndTheJob() {
        String job = tools.submit(BOAT);
        agent.closeGracefully();
        start("1.50");

        assertThat(tools.list()).containsEntry("remainingBudgetUsd", 0.5);
        assertThat(tools.succeed("await", Map.of("job", job))).containsEntry("state", "SAVED");
    }

    @Test
    void price_invalidArguments_namesTheField() {
        assertThat(tools.fail("price", with(video("A paper boat"), "operation", "makeFilm")))
                .contains("operation");
        assertThat(tools.fail("price", Map.of("operation", "textToVideo"))).contains("request");
        assertThat(tools.fail("price", video(""))).contains("prompt ");
        assertThat(tools.fail(
                        "price", Map.of("operation", "textToVideo", "request", Map.of("prompt", "a", "quality", "4k"))))
                .contains("quality ");
        assertThat(tools.fail(
                        "price",
                        Map.of("operation", "textToVideo", "request", Map.of("prompt", "a", "qualty", "540p"))))
                .contains("qualty");
    }

    @Test
    void await_pathAsJob_isRefused() {
        assertThat(tools.fail("await", Map.of("job", "../ledger"))).startsWith("job must be ");
        assertThat(tools.fail("await", Map.of())).contains("job");

        assertThat(sandbox).receivedNothing();
    }

    @Test
    void output_isProtocolWithoutTheKey_andEndsWithTheInput() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(java());
        builder.command().addAll(List.of(command("5")));
        builder.environment().putAll(environment());
        Path errors = folder.resolve("errors.txt");
        Process server = builder.redirectError(errors.toFile()).start();
        try (OutputStream input = server.getOutputStream()) {
            String call = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}%n";
            input.write((call.formatted(
                                    1,
                                    "initialize",
                                    "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":"
                                            + "{\"name\":\"test\",\"version\":\"1\"}}")
                            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                            + call.formatted(2, "tools/call", "{\"name\":\"credits\",\"arguments\":{}}"))
                    .getBytes(StandardCharsets.UTF_8));
            input.flush();
            assertThat(readLines(server, 2))
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("{")
                            .contains("\"jsonrpc\":\"2.0\"")
                            .doesNotContain(sandbox.apiKey()));
        }
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.getInputStream().readAllBytes()).isEmpty();
        assertThat(Files.readString(errors)).doesNotContain(sandbox.apiKey());
    }

    private static List<String> readLines(Process server, int count) {
        return server.inputReader(StandardCharsets.UTF_8).lines().limit(count).toList();
    }

    private static List<String> java() {
        return new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    private String[] command(String budgetUsd) {
        return new String[] {
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "target/classes:target/lib/*",
            PixverseMcpServer.class.getName(),
            folder.toString(),
            budgetUsd
        };
    }

    private Map<String, String> environment() {
        return Map.of("SEGMIND_API_KEY", sandbox.apiKey(), "PIXVERSE_BASE_URL", sandbox.baseUrl());
    }
}
