package io.github.pixverseopenapi.contract.verify;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The results of a verification. Contains no API key.
 *
 * @param target the base URL
 * @param start the start time
 * @param duration the duration
 * @param withKey whether an API key was set
 * @param budgetUsd the budget in US dollars, if set
 * @param countedUsd the sum in US dollars that billable requests count against the budget
 * @param results one result for each check, including those not sent
 * @param knownDrift what the known-drift file accepts; nothing without such a file
 */
public record Report(
        String target,
        Instant start,
        Duration duration,
        boolean withKey,
        Optional<BigDecimal> budgetUsd,
        BigDecimal countedUsd,
        List<CheckResult> results,
        KnownDriftReview knownDrift) {

    /** The title of the report in every format. */
    public static final String TITLE = "PixVerse contract";

    /** The exit code when all checks hold. */
    public static final int ALL_GOOD = 0;

    /** The exit code when a check drifted, or an entry of the known-drift file has expired. */
    public static final int DRIFT = 1;

    /** The exit code when no check drifted but some are undecided, or when no check could run. */
    public static final int COULD_NOT_RUN = 2;

    /** Copies the list. */
    public Report {
        results = List.copyOf(results);
    }

    /** The report with the entries of a known-drift file applied. */
    public Report withKnownDrift(List<KnownDrift> entries, LocalDate today) {
        KnownDriftReview review = KnownDriftReview.of(entries, results, today);
        return new Report(
                target,
                start,
                duration,
                withKey,
                budgetUsd,
                countedUsd,
                results.stream().map(review::apply).toList(),
                review);
    }

    /** The problems of a result, with the notes of the known-drift file. */
    public List<String> problems(CheckResult result) {
        return result.problems().stream()
                .map(problem -> knownDrift.describe(result, problem))
                .toList();
    }

    /** The exit code of the command. */
    public int exitCode() {
        if (count(CheckOutcome.DRIFTED) > 0 || !knownDrift.expired().isEmpty()) {
            return DRIFT;
        }
        return count(CheckOutcome.UNDECIDED) > 0 ? COULD_NOT_RUN : ALL_GOOD;
    }

    /** The number of results with an outcome. */
    public long count(CheckOutcome outcome) {
        return of(outcome).size();
    }

    /** The results with an outcome. */
    public List<CheckResult> of(CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    /** The results by operation in document order; those of the service come last. */
    public Map<String, List<CheckResult>> bySubject() {
        Map<String, List<CheckResult>> groups = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.check().subject(), LinkedHashMap::new, Collectors.toList()));
        Optional.ofNullable(groups.remove(Check.SERVICE)).ifPresent(ofService -> groups.put(Check.SERVICE, ofService));
        return groups;
    }

    /** The checks that were not sent, by reason. */
    public Map<String, List<CheckResult>> notCheckedByReason() {
        return of(CheckOutcome.NOT_CHECKED).stream()
                .collect(Collectors.groupingBy(CheckResult::reason, LinkedHashMap::new, Collectors.toList()));
    }

    /** A summary of the checks of some results. */
    public String names(List<CheckResult> some) {
        return CheckSummary.of(checks(some), checks(results));
    }

    private static List<Check> checks(List<CheckResult> results) {
        return results.stream().map(CheckResult::check).toList();
    }

    /** The verdict in one sentence, such as {@code All good: 16 hold, 16 not checked.} */
    public String verdict() {
        String word = switch (exitCode()) {
            case DRIFT -> "Drift";
            case COULD_NOT_RUN -> "Undecided";
            default -> "All good";
        };
        StringBuilder sentence = new StringBuilder(word).append(": ");
        if (count(CheckOutcome.DRIFTED) > 0) {
            sentence.append(count(CheckOutcome.DRIFTED)).append(" drifted, ");
        }
        if (count(CheckOutcome.UNDECIDED) > 0) {
            sentence.append(count(CheckOutcome.UNDECIDED)).append(" undecided, ");
        }
        if (count(CheckOutcome.KNOWN) > 0) {
            sentence.append(count(CheckOutcome.KNOWN)).append(" known, ");
        }
        if (!knownDrift.expired().isEmpty()) {
            sentence.append(Formats.count(knownDrift.expired().size(), "expired entry", "expired entries"))
                    .append(" of known drift, ");
        }
        return sentence.append(count(CheckOutcome.HOLDS))
                .append(" hold, ")
                .append(count(CheckOutcome.NOT_CHECKED))
                .append(" not checked.")
                .toString();
    }

    /** The possible costs in one sentence. */
    public String costs() {
        if (budgetUsd.isEmpty()) {
            return (withKey ? "With a key, without a budget" : "Without a key and a budget")
                    + ": no billable request was sent.";
        }
        return "Requests that may be billed count as " + Formats.dollars(countedUsd) + " of a budget of "
                + Formats.dollars(budgetUsd.get()) + "."
                + (anyPriceAssumed() ? " Where no price is published, the highest published price is assumed." : "");
    }

    private boolean anyPriceAssumed() {
        return results.stream()
                .anyMatch(result -> result.outcome() != CheckOutcome.NOT_CHECKED
                        && result.check().priceIsAssumed());
    }
}
