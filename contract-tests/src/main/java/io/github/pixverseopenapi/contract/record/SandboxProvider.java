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
 * A sandbox that stands in for the service. Where it knows a situation it acts by itself; in the others it is told to
 * answer what the document shows as an example.
 */
final class SandboxProvider implements Provider {

    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private final ApiDocument document;
    private final Clock clock;

    SandboxProvider(ApiDocument document, Clock clock) {
        this.document = document;
        this.clock = clock;
    }

    /** A new one for each call, so that no call depends on those before it. */
    @Override
    public Place prepare(PlannedCall call) {
        Sandbox sandbox = Sandbox.builder().document(document).clock(clock).start();
        switch (call.situation()) {
            case VIDEO, BAD_REQUEST, WRONG_KEY -> {
                // The call itself brings these about.
            }
            case NO_CREDITS -> sandbox.setCredits(BigDecimal.ZERO);
            case RATE_LIMITED ->
                sandbox.respondWith(example(call)
                        .withHeader(
                                "x-rate-limit-reset-at-utc",
                                clock.instant().plus(RATE_WINDOW).toString()));
            default -> sandbox.respondWith(example(call));
        }
        return new Phase(sandbox);
    }

    private StubResponse example(PlannedCall call) {
        Scenario situation = call.situation();
        JsonObject content = document.responses(call.operation())
                .get(String.valueOf(situation.status()))
                .getAsJsonObject("content")
                .getAsJsonObject(situation.mediaType());
        JsonElement example = situation == Scenario.REFUSED_PROMPT
                ? content.getAsJsonObject("examples").getAsJsonObject("refusal").get("value")
                : content.get("example");
        return situation.mediaType().equals(ApiDocument.JSON)
                ? StubResponse.json(situation.status(), example.toString())
                : StubResponse.html(situation.status(), example.getAsString());
    }

    private record Phase(Sandbox sandbox) implements Place {

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
