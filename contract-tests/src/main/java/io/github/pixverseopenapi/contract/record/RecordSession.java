package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/** Records calls within a budget and reports progress. */
public final class RecordSession {

    private final ApiDocument document;
    private final Supplier<Optional<ServiceApiKey>> key;
    private final Clock clock;
    private final Consumer<String> out;

    /**
     * @param key reads the API key, if a call needs it; throws {@link IllegalArgumentException} when it is invalid
     * @param clock the clock for the date of the recordings
     * @param out receives progress lines
     */
    public RecordSession(
            ApiDocument document, Supplier<Optional<ServiceApiKey>> key, Clock clock, Consumer<String> out) {
        this.document = document;
        this.key = key;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Executes the calls sequentially and writes a recording of each.
     *
     * @return the recordings; empty for a dry run
     * @throws IllegalArgumentException when the options conflict, the API key is missing or the budget does not cover
     *     the plan; no request was sent
     * @throws RecordingException when a call could not be recorded or had an unexpected response; all other calls were
     *     executed
     */
    public List<Recording> run(RecordOptions options) {
        RecordedRequests requests = new RecordedRequests(document, options.imageUrl(), options.videoUrl());
        RecordPlan plan = plan(options, requests);
        out.accept((options.sandbox() ? "Calls of a sandbox:" : "Calls of " + options.url(document) + ":")
                + System.lineSeparator()
                + plan);
        if (options.dryRun()) {
            out.accept("Nothing was sent.");
            return List.of();
        }
        requireCovered(plan, options.budget());
        if (!options.sandbox()) {
            requireUrls(plan, requests);
        }
        // All recordings have the same date.
        Clock now = Clock.fixed(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        Provider provider = options.sandbox()
                ? new SandboxProvider(document, now)
                : new LiveProvider(root(options.url(document)), key(plan));
        RecordingFolder folder = new RecordingFolder(options.recordings());
        if (options.sandbox() || !Origin.isService(document, options.url(document))) {
            plan.calls()
                    .forEach(call -> folder.requireReplaceable(
                            call.operation().operationId(), call.scenario(), Provenance.SYNTHESISED));
        }
        Budget budget = new Budget(options.budget().orElse(BigDecimal.ZERO));
        List<Recording> recordings =
                recordAll(plan, new RecordRun(document, provider, folder, options.videos(), budget, now));
        out.accept("Counted: $" + budget.counted().toPlainString());
        out.accept(RecordingSummary.of(folder.all(), now.instant()));
        return recordings;
    }

    private RecordPlan plan(RecordOptions options, RecordedRequests requests) {
        return options.sandbox()
                ? RecordPlan.ofSandbox(document, requests, options.operationIds(), options.scenarios())
                : RecordPlan.ofEndpoint(document, requests, options.operationIds(), options.scenarios());
    }

    private static void requireCovered(RecordPlan plan, Optional<BigDecimal> budget) {
        if (plan.price().compareTo(budget.orElse(BigDecimal.ZERO)) > 0) {
            throw new IllegalArgumentException(Message.of(
                            "--budget",
                            "at least " + plan.price().toPlainString() + " (US dollars)",
                            budget.map(BigDecimal::toPlainString).orElse("not set"))
                    + ". Nothing was sent");
        }
    }

    /** A call without them fails or bills a useless video. */
    private static void requireUrls(RecordPlan plan, RecordedRequests requests) {
        for (PlannedCall call : plan.calls()) {
            if (call.scenario() == Scenario.VIDEO) {
                requests.missing(call.operation()).ifPresent(option -> {
                    throw new IllegalArgumentException(Message.of(
                                    option,
                                    "a URL that the service can fetch for "
                                            + call.operation().operationId(),
                                    "missing")
                            + ". Nothing was sent");
                });
            }
        }
    }

    /** Empty when no call needs it. */
    private String key(RecordPlan plan) {
        if (plan.calls().stream().allMatch(call -> call.scenario() == Scenario.WRONG_KEY)) {
            return "";
        }
        return key.get()
                .map(ServiceApiKey::value)
                .orElseThrow(() -> new IllegalArgumentException(Message.of(
                        "the environment variable " + ServiceFacts.API_KEY_VARIABLE,
                        "the API key of your account",
                        "not set")));
    }

    private static String root(HttpUrl url) {
        return url.toString().replaceAll("/$", "");
    }

    private List<Recording> recordAll(RecordPlan plan, RecordRun run) {
        List<Recording> recordings = new ArrayList<>();
        int failed = 0;
        for (PlannedCall call : plan.calls()) {
            try {
                Recording recording = run.record(call);
                recordings.add(recording);
                boolean isExpected =
                        recording.response().status() == call.scenario().status();
                Optional<String> costProblem = costProblem(call, recording);
                failed += isExpected && costProblem.isEmpty() ? 0 : 1;
                out.accept("  " + recording + ": " + recording.origin().kind().headerValue() + ", status "
                        + recording.response().status()
                        + (isExpected ? "" : " where " + call.scenario().status() + " was expected")
                        + costProblem
                                .map(problem -> ", " + TextSanitizer.line(problem))
                                .orElse(""));
            } catch (RecordingException e) {
                failed++;
                out.accept("  " + call.operation().operationId() + " " + call.scenario() + ": not recorded, because "
                        + e.getMessage());
            }
        }
        if (failed > 0) {
            throw new RecordingException(
                    failed + " of " + plan.calls().size() + " calls failed or had an unexpected response");
        }
        return recordings;
    }

    /** Free calls, which use a sandbox or an invalid API key, are not validated. */
    private static Optional<String> costProblem(PlannedCall call, Recording recording) {
        return call.isFree()
                ? Optional.empty()
                : ReportedCost.of(recording.response().headers().getOrDefault(ReportedCost.HEADER, List.of()))
                        .flatMap(cost -> cost.problem(call.price()));
    }
}
