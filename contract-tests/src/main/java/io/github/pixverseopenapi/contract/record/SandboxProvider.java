package io.github.pixverseopenapi.contract.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;

/**
 * Provides a sandbox instead of the service. For scenarios that the sandbox does not support, it queues the example
 * response of the document.
 */
final class SandboxProvider implements Provider {

    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private final ApiDocument document;
    private final Clock clock;

    SandboxProvider(ApiDocument document, Clock clock) {
        this.document = document;
        this.clock = clock;
    }

    /** Starts a new sandbox for each call, so that calls are independent. */
    @Override
    public Endpoint prepare(PlannedCall call) {
        Sandbox sandbox = Sandbox.builder().document(document).clock(clock).start();
        switch (call.scenario()) {
            case VIDEO, BAD_REQUEST, WRONG_KEY -> {
                // The request alone triggers these.
            }
            case NO_CREDITS -> sandbox.setCredits(BigDecimal.ZERO);
            case RATE_LIMITED ->
                sandbox.respondWith(example(call)
                        .withHeader(
                                StubResponse.RATE_LIMIT_RESET,
                                clock.instant().plus(RATE_WINDOW).toString()));
            default -> sandbox.respondWith(example(call));
        }
        return new SandboxEndpoint(sandbox);
    }

    private StubResponse example(PlannedCall call) {
        Scenario scenario = call.scenario();
        JsonObject content = document.responses(call.operation())
                .get(String.valueOf(scenario.status()))
                .getAsJsonObject("content")
                .getAsJsonObject(scenario.mediaType());
        JsonElement example = scenario == Scenario.REFUSED_PROMPT
                ? content.getAsJsonObject("examples").getAsJsonObject("refusal").get("value")
                : content.get("example");
        return scenario.mediaType().equals(ApiDocument.JSON)
                ? StubResponse.json(scenario.status(), example.toString())
                : StubResponse.html(scenario.status(), example.getAsString());
    }

    private record SandboxEndpoint(Sandbox sandbox) implements Endpoint {

        @Override
        public String baseUrl() {
            return sandbox.baseUrl();
        }

        @Override
        public String validKey() {
            return sandbox.apiKey();
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
