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
    private final Plan plan;
    private final Sender sender;
    private final Judge judge;
    private final Budget budget;
    private final Consumer<String> onBillable;
    private final Recognition recognition = new Recognition();
    private final List<Result> results = new ArrayList<>();
    private boolean answered;
    private boolean keyRefused;

    /**
     * Prepares the checks of a plan; nothing is sent yet.
     *
     * @param plan made from the same document and options
     * @param onBillable is told in one line of each request that may be billed, before it is sent
     */
    public Verification(
            ApiDocument document, VerifyOptions options, Plan plan, Consumer<String> onBillable) {
        this.options = options;
        this.plan = plan;
        Redactor redactor = options.key().map(ApiKey::value).map(Redactor::of).orElseGet(Redactor::none);
        this.sender = new Sender(options.target(), document.securityHeader(), options.key(), redactor);
        this.judge = new Judge(document, redactor);
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
        if (plan.items().stream().noneMatch(Plan.Item::planned)) {
            throw new CouldNotRunException("There is nothing to check: "
                    + plan.items().stream()
                            .flatMap(item -> item.reason().stream())
                            .filter(reason -> !reason.equals(Plan.NOT_CHOSEN))
                            .findFirst()
                            .orElse("no check was chosen"));
        }
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long startNanos = System.nanoTime();
        for (Plan.Item item : plan.items()) {
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

    private Result result(Plan.Item item) {
        Check check = item.check();
        if (!item.planned()) {
            return Result.notChecked(check, item.reason().get());
        }
        if (check.kind().keyUse() == KeyUse.REAL && keyRefused) {
            return Result.notChecked(check, "the service refused the key before");
        }
        if (check.kind().billable()) {
            // A stranger gets no paid requests.
            recognition.require(options.target());
            if (!budget.reserve(check.price())) {
                return Result.notChecked(check, Plan.beyond(budget));
            }
            onBillable.accept("sending " + check.name() + ", counted as " + check.priceWords() + ", " + Figures.dollars(budget.left()) + " of the budget left");
        }
        return send(check);
    }

    private Result send(Check check) {
        Reply reply;
        try {
            reply = sender.send(check);
        } catch (NoAnswerException e) {
            if (!answered) {
                throw new CouldNotRunException(options.target() + " cannot be checked: " + e.getMessage(), e);
            }
            return Result.noAnswer(check, e.getMessage());
        }
        answered = true;
        keyRefused |= Judge.refusesKey(check, reply);
        Judge.cost(check, reply).ifPresent(cost -> budget.settle(check.price(), cost));
        recognition.see(check, reply);
        return judge.judge(check, reply);
    }
}
