package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.document.ResponseValidator;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares answers with the document and with what each check expects beyond it. */
final class ResponseEvaluator {

    /** Refusals that come and go: they say nothing about the contract. */
    private static final Set<Integer> TEMPORARY = Set.of(429, 502, 504);

    /** Refusals that a valid request meets, too, when key or account do not allow it. */
    private static final Set<Integer> OF_ACCOUNT = Set.of(401, 403, 406);

    private final ResponseValidator document;
    private final Redactor redactor;

    /** @param redactor removes the key and control characters from the problems */
    ResponseEvaluator(ApiDocument document, Redactor redactor) {
        this.document = ResponseValidator.of(document);
        this.redactor = redactor;
    }

    CheckResult judge(Check check, ProbeResponse reply) {
        List<String> undocumented = undocumented(check, reply);
        boolean asExpected = reply.status() == check.kind().expectedStatus();
        Optional<String> costProblem = cost(check, reply).flatMap(cost -> cost.problem(check.price()));
        if (!asExpected && undocumented.isEmpty() && costProblem.isEmpty() && tellsNothing(check, reply.status())) {
            return CheckResult.of(check, CheckOutcome.UNDECIDED, List.of(whyNothing(check, reply)), reply);
        }
        List<String> problems = new ArrayList<>();
        if (!asExpected) {
            problems.add("status: must be " + check.kind().expectedStatus() + " but is " + reply.status());
            bill(check, reply).ifPresent(problems::add);
        }
        problems.addAll(undocumented);
        if (problems.isEmpty()) {
            check.kind().expectedShape().problem(reply).ifPresent(problems::add);
        }
        costProblem.ifPresent(problems::add);
        List<String> lines = problems.stream().map(redactor::redactLine).toList();
        return CheckResult.of(check, lines.isEmpty() ? CheckOutcome.HOLDS : CheckOutcome.DRIFTED, lines, reply);
    }

    /** What the service says it took; empty where it has no key to take it from. */
    static Optional<ReportedCost> cost(Check check, ProbeResponse reply) {
        return check.kind().keyUse() == KeyUse.REAL
                ? ReportedCost.of(reply.headers(ReportedCost.HEADER))
                : Optional.empty();
    }

    /** Whether the service refused the user's key. */
    static boolean refusesKey(Check check, ProbeResponse reply) {
        return check.kind().keyUse() == KeyUse.REAL && reply.status() == 401;
    }

    private List<String> undocumented(Check check, ProbeResponse reply) {
        return check.kind().documented()
                ? document.validate(check.operation().orElseThrow(), reply.response()).stream()
                        .map(Problem::toString)
                        .toList()
                : List.of();
    }

    private static boolean tellsNothing(Check check, int status) {
        return TEMPORARY.contains(status) || check.kind().keyUse() == KeyUse.REAL && OF_ACCOUNT.contains(status);
    }

    private static String whyNothing(Check check, ProbeResponse reply) {
        return switch (reply.status()) {
            case 401 -> "the service refused the key";
            case 403 -> "the key may not do this";
            case 406 -> "too few credits, or another refusal that shares this status";
            case 429 -> "too many calls; try again later";
            default ->
                "the service is out of order; try again later"
                        + (check.kind().billable() ? "; the job may run and be billed" : "");
        };
    }

    private static Optional<String> bill(Check check, ProbeResponse reply) {
        boolean acceptedWrongly = check.kind().expectedStatus() >= 400 && reply.status() / 100 == 2;
        return acceptedWrongly && check.kind().billable()
                ? Optional.of("bill: a request that had to be refused was accepted, so it is probably billed")
                : Optional.empty();
    }
}
