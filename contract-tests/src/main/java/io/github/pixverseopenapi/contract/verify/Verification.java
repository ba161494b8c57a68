package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sends the planned requests sequentially and evaluates the responses. May run once. */
public final class Verification {

    private final VerifyOptions options;
    private final CheckPlan plan;
    private final ProbeClient client;
    private final ResponseEvaluator evaluator;
    private final Budget budget;
    private final Consumer<String> onBillable;
    private final ApiFingerprint fingerprint = new ApiFingerprint();
    private final List<CheckResult> results = new ArrayList<>();
    private boolean responseReceived;
    private boolean keyRejected;

    /**
     * Prepares the checks of a plan. Sends nothing.
     *
     * @param plan the plan for the same document and options
     * @param onBillable receives a line for each billable request before it is sent
     */
    public Verification(ApiDocument document, VerifyOptions options, CheckPlan plan, Consumer<String> onBillable) {
        this.options = options;
        this.plan = plan;
        Redactor redactor =
                options.key().map(ServiceApiKey::value).map(Redactor::of).orElseGet(Redactor::none);
        this.client = new ProbeClient(options.target(), document.securityHeader(), options.key(), redactor);
        this.evaluator = new ResponseEvaluator(document, redactor);
        this.budget = new Budget(options.budgetUsd().orElse(BigDecimal.ZERO));
        this.onBillable = onBillable;
    }

    /**
     * Runs all checks, even if some drift.
     *
     * @throws CouldNotRunException when there is nothing to check, there is no response, or the server is not this API;
     *     no further requests are sent then
     */
    public Report run() {
        if (plan.items().stream().noneMatch(PlannedCheck::planned)) {
            throw new CouldNotRunException("There is nothing to check: "
                    + plan.items().stream()
                            .flatMap(item -> item.reason().stream())
                            .filter(reason -> !reason.equals(CheckPlan.EXCLUDED_BY_ONLY))
                            .findFirst()
                            .orElse("no check was selected"));
        }
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long startNanos = System.nanoTime();
        for (PlannedCheck item : plan.items()) {
            results.add(result(item));
        }
        fingerprint.requireRecognised(options.target());
        return new Report(
                options.target().toString(),
                start,
                Duration.ofNanos(System.nanoTime() - startNanos),
                options.key().isPresent(),
                options.budgetUsd(),
                budget.counted(),
                results,
                KnownDriftReview.NONE);
    }

    private CheckResult result(PlannedCheck item) {
        Check check = item.check();
        if (!item.planned()) {
            return CheckResult.notChecked(check, item.reason().get());
        }
        if (check.kind().keyUse() == KeyUse.REAL && keyRejected) {
            return CheckResult.notChecked(check, "the service rejected the key before");
        }
        if (check.kind().isBillable()) {
            // Sends no billable requests to another API.
            fingerprint.requireRecognised(options.target());
            if (!budget.reserve(check.price())) {
                return CheckResult.notChecked(check, CheckPlan.overBudget(budget));
            }
            onBillable.accept("sending " + check.name() + ", counted as " + check.formattedPrice() + ", "
                    + Formats.dollars(budget.remaining()) + " of the budget remaining");
        }
        return send(check);
    }

    private CheckResult send(Check check) {
        ProbeResponse response;
        try {
            response = client.send(check);
        } catch (NoResponseException e) {
            if (!responseReceived) {
                throw new CouldNotRunException(options.target() + " cannot be checked: " + e.getMessage(), e);
            }
            return CheckResult.noResponse(check, e.getMessage());
        }
        responseReceived = true;
        keyRejected |= ResponseEvaluator.rejectsKey(check, response);
        ResponseEvaluator.cost(check, response).ifPresent(cost -> budget.settle(check.price(), cost));
        fingerprint.record(check, response);
        return evaluator.evaluate(check, response);
    }
}
