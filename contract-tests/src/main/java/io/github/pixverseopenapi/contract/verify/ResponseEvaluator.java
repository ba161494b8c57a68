package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.document.ResponseValidator;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Compares responses with the document and with the expectations of each check. */
final class ResponseEvaluator {

    /** Temporary errors, which do not show drift. */
    private static final Set<Integer> TEMPORARY_ERRORS = Set.of(429, 502, 504);

    /** Errors that a valid request also gets when API key or account do not permit it. */
    private static final Set<Integer> ACCOUNT_ERRORS = Set.of(401, 403, 406);

    private static final int INSUFFICIENT_CREDITS = 406;

    private final ResponseValidator document;
    private final Redactor redactor;

    /** @param redactor removes the API key and control characters from the problems */
    ResponseEvaluator(ApiDocument document, Redactor redactor) {
        this.document = ResponseValidator.of(document);
        this.redactor = redactor;
    }

    CheckResult evaluate(Check check, ProbeResponse response) {
        List<String> undocumented = undocumented(check, response);
        boolean asExpected = check.kind().expects(response.status()) && !lacksCredits(check, response);
        Optional<String> costProblem = cost(check, response).flatMap(cost -> cost.problem(check.price()));
        if (!asExpected
                && undocumented.isEmpty()
                && costProblem.isEmpty()
                && isInconclusive(check, response.status())) {
            return CheckResult.of(
                    check, CheckOutcome.UNDECIDED, List.of(inconclusiveReason(check, response)), response);
        }
        List<String> problems = new ArrayList<>();
        if (!asExpected) {
            problems.add(Message.of("status", check.kind().expectedStatus(), response.status()));
            billing(check, response).ifPresent(problems::add);
        }
        problems.addAll(undocumented);
        if (problems.isEmpty()) {
            check.kind().expectedBody().problem(response).ifPresent(problems::add);
        }
        costProblem.ifPresent(problems::add);
        List<String> lines = problems.stream().map(redactor::redactLine).toList();
        return CheckResult.of(check, lines.isEmpty() ? CheckOutcome.HOLDS : CheckOutcome.DRIFTED, lines, response);
    }

    /** The cost that the service reports; empty without the real API key. */
    static Optional<ReportedCost> cost(Check check, ProbeResponse response) {
        return check.kind().keyUse() == KeyUse.REAL
                ? ReportedCost.of(response.headers(ReportedCost.HEADER))
                : Optional.empty();
    }

    /** Whether the service rejected the user's API key. */
    static boolean rejectsKey(Check check, ProbeResponse response) {
        return check.kind().keyUse() == KeyUse.REAL && response.status() == 401;
    }

    private List<String> undocumented(Check check, ProbeResponse response) {
        return check.kind().isDocumented()
                ? document.validate(check.operation().orElseThrow(), response.response()).stream()
                        .map(Problem::toString)
                        .toList()
                : List.of();
    }

    /** Whether a rejection with the status of too few credits is about credits, not about the value. */
    private static boolean lacksCredits(Check check, ProbeResponse response) {
        return response.status() == INSUFFICIENT_CREDITS
                && check.kind().keyUse() == KeyUse.REAL
                && response.text().toLowerCase(Locale.ROOT).contains("credit");
    }

    private static boolean isInconclusive(Check check, int status) {
        return TEMPORARY_ERRORS.contains(status)
                || check.kind().keyUse() == KeyUse.REAL && ACCOUNT_ERRORS.contains(status);
    }

    private static String inconclusiveReason(Check check, ProbeResponse response) {
        return switch (response.status()) {
            case 401 -> "the service rejected the key";
            case 403 -> "the key has no permission";
            case 406 -> "too few credits, or another error with this status";
            case 429 -> "rate limit exceeded; retry later";
            default ->
                "the service is unavailable; retry later"
                        + (check.kind().isBillable() ? "; the job may run and be billed" : "");
        };
    }

    private static Optional<String> billing(Check check, ProbeResponse response) {
        boolean wronglyAccepted = check.kind().expectsRejection() && response.status() / 100 == 2;
        return wronglyAccepted && check.kind().isBillable()
                ? Optional.of("billing: an invalid request was accepted and is probably billed")
                : Optional.empty();
    }
}
