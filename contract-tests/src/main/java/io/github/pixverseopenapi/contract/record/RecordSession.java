package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/** Records calls within a budget, and tells what it does. */
public final class RecordSession {

    /** The environment variable that holds the key. A key as an argument would be seen by all on the machine. */
    public static final String KEY_VARIABLE = "SEGMIND_API_KEY";

    /** Shorter ones could stand in a recording by chance. */
    private static final int SHORTEST_KEY = 8;

    private final ApiDocument document;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Consumer<String> out;

    /**
     * @param environment where the key is
     * @param clock tells the date of the recordings
     * @param out takes what is told, line by line
     */
    public RecordSession(ApiDocument document, Map<String, String> environment, Clock clock, Consumer<String> out) {
        this.document = document;
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Makes the calls, one after the other, and writes a recording of each.
     *
     * @return the recordings; none when only the plan was asked for
     * @throws IllegalArgumentException when the options do not fit together, the key is missing or the budget does not
     *     cover the plan; nothing was sent then
     * @throws RecordingException when a call could not be recorded or was not answered as it should; the others were
     *     made all the same
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
            requireAddresses(plan, requests);
        }
        // One date for all.
        Clock now = Clock.fixed(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        Provider provider = options.sandbox()
                ? new SandboxProvider(document, now)
                : new LiveProvider(root(options.url(document)), key(plan));
        RecordingFolder folder = new RecordingFolder(options.recordings());
        if (options.sandbox() || !Origin.isService(document, options.url(document))) {
            plan.calls()
                    .forEach(call -> folder.requireReplaceable(
                            call.operation().operationId(), call.situation(), Provenance.SYNTHESISED));
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
                ? RecordPlan.ofSandbox(document, requests, options.operationIds(), options.situations())
                : RecordPlan.ofEndpoint(document, requests, options.operationIds(), options.situations());
    }

    private static void requireCovered(RecordPlan plan, Optional<BigDecimal> budget) {
        if (plan.price().compareTo(budget.orElse(BigDecimal.ZERO)) > 0) {
            throw new IllegalArgumentException("--budget is "
                    + budget.map(BigDecimal::toPlainString).orElse("not set") + "; this plan needs "
                    + plan.price().toPlainString() + " US dollars or more. Nothing was sent");
        }
    }

    /** Without them a video would be paid for in vain, or not made at all. */
    private static void requireAddresses(RecordPlan plan, RecordedRequests requests) {
        for (PlannedCall call : plan.calls()) {
            if (call.situation() == Scenario.VIDEO) {
                requests.missing(call.operation()).ifPresent(option -> {
                    throw new IllegalArgumentException(
                            option + " is missing; " + call.operation().operationId()
                                    + " needs an address from which the service can fetch. Nothing was sent");
                });
            }
        }
    }

    private String key(RecordPlan plan) {
        String key =
                Optional.ofNullable(environment.get(KEY_VARIABLE)).orElse("").strip();
        boolean isNeeded = plan.calls().stream().anyMatch(call -> call.situation() != Scenario.WRONG_KEY);
        if (isNeeded && key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the environment variable " + KEY_VARIABLE + " is "
                    + (key.isEmpty() ? "not set" : "too short") + "; it must hold the key of your account");
        }
        if (isNeeded && !key.matches("[!-~]{1,1000}")) {
            // The value stays out of the message: it may be a real key with a slip.
            throw new IllegalArgumentException("the environment variable " + KEY_VARIABLE
                    + " must hold up to 1000 visible ASCII characters without blanks, but did not");
        }
        return key;
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
                        recording.response().status() == call.situation().status();
                Optional<String> costProblem = costProblem(call, recording);
                failed += isExpected && costProblem.isEmpty() ? 0 : 1;
                out.accept("  " + recording + ": " + recording.origin().kind().headerValue() + ", status "
                        + recording.response().status()
                        + (isExpected ? "" : " where " + call.situation().status() + " was expected")
                        + costProblem
                                .map(problem -> ", " + TextSanitizer.line(problem))
                                .orElse(""));
            } catch (RecordingException e) {
                failed++;
                out.accept("  " + call.operation().operationId() + " " + call.situation() + ": not recorded, because "
                        + e.getMessage());
            }
        }
        if (failed > 0) {
            throw new RecordingException(
                    failed + " of " + plan.calls().size() + " calls were not answered as they should");
        }
        return recordings;
    }

    /** A call that is free is one of a sandbox, or one with a key that belongs to nobody. */
    private static Optional<String> costProblem(PlannedCall call, Recording recording) {
        return call.isFree()
                ? Optional.empty()
                : ReportedCost.of(recording.response().headers().getOrDefault(ReportedCost.HEADER, List.of()))
                        .flatMap(cost -> cost.problem(call.price()));
    }
}
