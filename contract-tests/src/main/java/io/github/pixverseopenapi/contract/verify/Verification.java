package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sends what is planned, one request after the other, and judges the answers. To be run once. */
public final class Verification {

    private final VerifyOptions options;
    private final CheckPlan plan;
    private final ProbeClient sender;
    private final ResponseEvaluator judge;
    private final Budget budget;
    private final Consumer<String> onBillable;
    private final ApiFingerprint recognition = new ApiFingerprint();
    private final List<CheckResult> results = new ArrayList<>();
    private boolean answered;
    private boolean keyRefused;

    /**
     * Prepares the checks of a plan; nothing is sent yet.
     *
     * @param plan made from the same document and options
     * @param onBillable is told in one line of each request that may be billed, before it is sent
     */
    public Verification(ApiDocument document, VerifyOptions options, CheckPlan plan, Consumer<String> onBillable) {
        this.options = options;
        this.plan = plan;
        Redactor redactor =
                options.key().map(VerifyApiKey::value).map(Redactor::of).orElseGet(Redactor::none);
        this.sender = new ProbeClient(options.target(), document.securityHeader(), options.key(), redactor);
        this.judge = new ResponseEvaluator(document, redactor);
        this.budget = new Budget(options.budgetUsd().orElse(BigDecimal.ZERO));
        this.onBillable = onBillable;
    }

    /**
     * Runs to the end whatever drifts.
     *
     * @throws CouldNotRunException when there is nothing to check, nothing answers, or what answers is not this API;
     *     after that nothing more is sent
     */
    public Report run() {
        if (plan.items().stream().noneMatch(PlannedCheck::planned)) {
            throw new CouldNotRunException("There is nothing to check: "
                    + plan.items().stream()
                            .flatMap(item -> item.reason().stream())
                            .filter(reason -> !reason.equals(CheckPlan.NOT_CHOSEN))
                            .findFirst()
                            .orElse("no check was chosen"));
        }
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long startNanos = System.nanoTime();
        for (PlannedCheck item : plan.items()) {
            results.add(result(item));
        }
        recognition.require(options.target());
        return new Report(
                options.target().toString(),
                start,
                Duration.ofNanos(System.nanoTime() - startNanos),
                options.key().isPresent(),
                options.budgetUsd(),
                budget.counted(),
                results);
    }

    private CheckResult result(PlannedCheck item) {
        Check check = item.check();
        if (!item.planned()) {
            return CheckResult.notChecked(check, item.reason().get());
        }
        if (check.kind().keyUse() == KeyUse.REAL && keyRefused) {
            return CheckResult.notChecked(check, "the service refused the key before");
        }
        if (check.kind().billable()) {
            // A stranger gets no paid requests.
            recognition.require(options.target());
            if (!budget.reserve(check.price())) {
                return CheckResult.notChecked(check, CheckPlan.beyond(budget));
            }
            onBillable.accept("sending " + check.name() + ", counted as " + check.priceWords() + ", "
                    + Formats.dollars(budget.left()) + " of the budget left");
        }
        return send(check);
    }

    private CheckResult send(Check check) {
        ProbeResponse reply;
        try {
            reply = sender.send(check);
        } catch (NoResponseException e) {
            if (!answered) {
                throw new CouldNotRunException(options.target() + " cannot be checked: " + e.getMessage(), e);
            }
            return CheckResult.noAnswer(check, e.getMessage());
        }
        answered = true;
        keyRefused |= ResponseEvaluator.refusesKey(check, reply);
        ResponseEvaluator.cost(check, reply).ifPresent(cost -> budget.settle(check.price(), cost));
        recognition.see(check, reply);
        return judge.judge(check, reply);
    }
}
