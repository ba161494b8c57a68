package com.example.mcp;

import static com.example.mcp.ToolCalls.video;
import static com.example.mcp.ToolCalls.with;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
    private ToolCalls tools;

    @BeforeEach
    void open(Sandbox ofThisTest, PixverseClient pixverse) {
        sandbox = ofThisTest;
        McpJsonMapper json = McpJsonDefaults.getMapper();
        Ledger ledger = new Ledger(folder.resolve("ledger.json"), new BigDecimal("1.50"), json);
        List<SyncToolSpecification> specifications = new VideoTools(pixverse, ledger, folder, json).specifications();
        tools = new ToolCalls(request -> call(specifications, request), sandbox.apiKey());
    }

    @Test
    void submit_confirmationOfAnotherRequest_isRefused() {
        String confirmation = tools.price(BOAT);

        assertThat(tools.fail("submit", with(video("A potter"), "confirmation", confirmation)))
                .startsWith("confirmation must be of the same operation and request");

        assertThat(sandbox).receivedNothing();
    }

    @Test
    void submit_confirmationTwice_isRefused() {
        Map<String, Object> confirmed = with(BOAT, "confirmation", tools.price(BOAT));
        tools.succeed("submit", confirmed);

        assertThat(tools.fail("submit", confirmed)).contains("submit has not used");

        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_overBudget_isRefused() {
        String first = tools.price(BOAT);
        String second = tools.price(BOAT);
        tools.succeed("submit", with(BOAT, "confirmation", first));

        assertThat(tools.fail("submit", with(BOAT, "confirmation", second))).contains("remaining budget of 0.50 USD");

        assertThat(tools.succeed("price", BOAT))
                .containsEntry("isWithinBudget", false)
                .doesNotContainKey("confirmation");
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_responseIsLost_countsAsSpent() {
        sandbox.loseNextResponse(SUBMIT, Fault.DISCONNECT_AFTER_REQUEST);

        assertThat(tools.fail("submit", with(BOAT, "confirmation", tools.price(BOAT))))
                .contains("UNKNOWN");

        assertThat(tools.list()).containsEntry("remainingBudgetUsd", 0.5);
        assertThat(tools.list().toString()).contains("state=UNCLEAR");
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_refusedByTheService_costsNothing() {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThat(tools.fail("submit", with(BOAT, "confirmation", tools.price(BOAT))))
                .contains("406", "NOT_BILLED");

        assertThat(tools.list()).containsEntry("remainingBudgetUsd", 1.5).containsEntry("videos", List.of());
    }

    @Test
    void await_jobFailed_costsNothing() {
        sandbox.failNextJob("The prompt was rejected");
        String job = tools.submit(BOAT);

        assertThat(tools.fail("await", Map.of("job", job))).contains("The prompt was rejected");

        assertThat(tools.list()).containsEntry("remainingBudgetUsd", 1.5);
    }

    @Test
    void await_jobRuns_saysSo() {
        sandbox.setProcessingTime(Duration.ofMinutes(10));
        String job = tools.submit(BOAT);

        assertThat(tools.succeed("await", with(Map.of("job", job), "seconds", 1)))
                .containsEntry("state", "RUNNING");
    }

    @Test
    void credits_readsThem() {
        sandbox.setCredits(new BigDecimal("7.25"));

        assertThat(tools.succeed("credits", Map.of())).containsEntry("credits", 7.25);
    }

    @Test
    void await_videoCostLess_countsItsRealCost() {
        String job = tools.submit(BOAT);
        // Read once by the client, for the address, and once for the cost.
        for (int read = 0; read < 2; read++) {
            sandbox.changeNextResponse("getJobResult", VideoToolsTest::withCostOf40Cents);
        }

        assertThat(tools.succeed("await", Map.of("job", job))).containsEntry("costUsd", 0.4);

        assertThat(tools.list()).containsEntry("remainingBudgetUsd", 1.1);
    }

    private static StubResponse withCostOf40Cents(StubResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return StubResponse.json(200, body.replaceAll("\"cost\":[0-9.]+", "\"cost\":0.4"));
    }

    private static CallToolResult call(List<SyncToolSpecification> specifications, CallToolRequest request) {
        return specifications.stream()
                .filter(specification -> specification.tool().name().equals(request.name()))
                .findFirst()
                .orElseThrow()
                .callHandler()
                .apply(null, request);
    }
}
