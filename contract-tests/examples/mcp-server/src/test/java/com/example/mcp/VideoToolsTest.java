package com.example.mcp;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tools without the protocol. */
@ExtendWith(SandboxExtension.class)
class VideoToolsTest {
    private static final String SUBMIT = "submitTextToVideo";
    private static final Map<String, Object> BOAT = video("A paper boat");

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private List<SyncToolSpecification> tools;

    @BeforeEach
    void open(Sandbox ofThisTest, PixverseClient pixverse) {
        sandbox = ofThisTest;
        McpJsonMapper json = McpJsonDefaults.getMapper();
        Ledger ledger = new Ledger(folder.resolve("ledger.json"), new BigDecimal("1.50"), json);
        tools = new VideoTools(pixverse, ledger, folder, json).specifications();
    }

    @Test
    void submit_confirmationOfAnotherRequest_isRefused() {
        String confirmation = price(BOAT);

        assertThat(fail("submit", with(video("A potter"), "confirmation", confirmation)))
                .startsWith("confirmation must be of the same operation and request");

        assertThat(sandbox).receivedNothing();
    }

    @Test
    void submit_confirmationTwice_isRefused() {
        Map<String, Object> confirmed = with(BOAT, "confirmation", price(BOAT));
        succeed("submit", confirmed);

        assertThat(fail("submit", confirmed)).contains("submit has not used");

        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_overBudget_isRefused() {
        String first = price(BOAT);
        String second = price(BOAT);
        succeed("submit", with(BOAT, "confirmation", first));

        assertThat(fail("submit", with(BOAT, "confirmation", second))).contains("remaining budget of 0.50 USD");

        assertThat(succeed("price", BOAT))
                .containsEntry("isWithinBudget", false)
                .doesNotContainKey("confirmation");
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_responseIsLost_countsAsSpent() {
        sandbox.loseNextResponse(SUBMIT, Fault.DISCONNECT_AFTER_REQUEST);

        assertThat(fail("submit", with(BOAT, "confirmation", price(BOAT)))).contains("UNKNOWN");

        assertThat(list()).containsEntry("remainingBudgetUsd", 0.5);
        assertThat(list().toString()).contains("state=UNCLEAR");
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_refusedByTheService_costsNothing() {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThat(fail("submit", with(BOAT, "confirmation", price(BOAT)))).contains("406", "NOT_BILLED");

        assertThat(list()).containsEntry("remainingBudgetUsd", 1.5).containsEntry("videos", List.of());
    }

    @Test
    void await_jobFailed_costsNothing() {
        sandbox.failNextJob("The prompt was rejected");
        String job = (String)
                succeed("submit", with(BOAT, "confirmation", price(BOAT))).get("job");

        assertThat(fail("await", Map.of("job", job))).contains("The prompt was rejected");

        assertThat(list()).containsEntry("remainingBudgetUsd", 1.5);
    }

    @Test
    void await_jobRuns_saysSo() {
        sandbox.setProcessingTime(Duration.ofMinutes(10));
        String job = (String)
                succeed("submit", with(BOAT, "confirmation", price(BOAT))).get("job");

        assertThat(succeed("await", with(Map.of("job", job), "seconds", 1))).containsEntry("state", "RUNNING");
    }

    @Test
    void credits_readsThem() {
        sandbox.setCredits(new BigDecimal("7.25"));

        assertThat(succeed("credits", Map.of())).containsEntry("credits", 7.25);
    }

    @Test
    void await_videoCostLess_countsItsRealCost() {
        String job = (String)
                succeed("submit", with(BOAT, "confirmation", price(BOAT))).get("job");
        // Read once by the client, for the address, and once for the cost.
        for (int read = 0; read < 2; read++) {
            sandbox.changeNextResponse("getJobResult", VideoToolsTest::withCostOf40Cents);
        }

        assertThat(succeed("await", Map.of("job", job))).containsEntry("costUsd", 0.4);

        assertThat(list()).containsEntry("remainingBudgetUsd", 1.1);
    }

    private static StubResponse withCostOf40Cents(StubResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return StubResponse.json(200, body.replaceAll("\"cost\":[0-9.]+", "\"cost\":0.4"));
    }

    private static Map<String, Object> video(String prompt) {
        return Map.of("operation", "textToVideo", "request", Map.of("prompt", prompt));
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private String price(Map<String, Object> video) {
        return (String) succeed("price", video).get("confirmation");
    }

    private Map<String, Object> list() {
        return succeed("list", Map.of());
    }

    private Map<String, Object> succeed(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
        try {
            return McpJsonDefaults.getMapper().readValue(text(result), new TypeRef<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fail(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isTrue();
        return text(result);
    }

    private CallToolResult call(String name, Map<String, Object> arguments) {
        return tools.stream()
                .filter(tool -> tool.tool().name().equals(name))
                .findFirst()
                .orElseThrow()
                .callHandler()
                .apply(null, CallToolRequest.builder(name).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }
}
