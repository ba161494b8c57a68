package io.github.pixverseopenapi.contract.verify;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a verification found. No text in it holds the key.
 *
 * @param target the base URL
 * @param start when it began
 * @param took how long it took
 * @param withKey whether a key was given
 * @param budgetUsd the budget in US dollars, if one was given
 * @param countedUsd what the requests that may be billed count against it, in US dollars
 * @param results one for each check there is, also for those that were not made
 */
public record Report(
        String target,
        Instant start,
        Duration took,
        boolean withKey,
        Optional<BigDecimal> budgetUsd,
        BigDecimal countedUsd,
        List<CheckResult> results) {

    /** The title of every form of the report. */
    public static final String TITLE = "PixVerse contract";

    /** Exit code when everything that was checked holds. */
    public static final int ALL_GOOD = 0;

    /** Exit code when something drifted. */
    public static final int DRIFT = 1;

    /** Exit code when nothing drifted but not everything could be decided, or nothing could be checked. */
    public static final int COULD_NOT_RUN = 2;

    /** Copies the list. */
    public Report {
        results = List.copyOf(results);
    }

    /** One of the three exit codes. */
    public int exitCode() {
        if (count(CheckOutcome.DRIFTED) > 0) {
            return DRIFT;
        }
        return count(CheckOutcome.UNDECIDED) > 0 ? COULD_NOT_RUN : ALL_GOOD;
    }

    /** How many checks ended so. */
    public long count(CheckOutcome outcome) {
        return of(outcome).size();
    }

    /** The results with an outcome. */
    public List<CheckResult> of(CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    /** The results by operation, in the document's order; those of the service come last. */
    public Map<String, List<CheckResult>> bySubject() {
        Map<String, List<CheckResult>> groups = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.check().subject(), LinkedHashMap::new, Collectors.toList()));
        Optional.ofNullable(groups.remove(Check.SERVICE)).ifPresent(ofService -> groups.put(Check.SERVICE, ofService));
        return groups;
    }

    /** What was not checked, by the reason. */
    public Map<String, List<CheckResult>> notCheckedByReason() {
        return of(CheckOutcome.NOT_CHECKED).stream()
                .collect(Collectors.groupingBy(CheckResult::reason, LinkedHashMap::new, Collectors.toList()));
    }

    /** Names the checks of some results. */
    public String names(List<CheckResult> some) {
        return CheckSummary.of(checks(some), checks(results));
    }

    private static List<Check> checks(List<CheckResult> results) {
        return results.stream().map(CheckResult::check).toList();
    }

    /** The outcome in a sentence, such as {@code All good: 16 checks hold, 16 not checked.} */
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
        return sentence.append(count(CheckOutcome.HOLDS))
                .append(" hold, ")
                .append(count(CheckOutcome.NOT_CHECKED))
                .append(" not checked.")
                .toString();
    }

    /** What it may have cost, in a sentence. */
    public String costs() {
        if (budgetUsd.isEmpty()) {
            return (withKey ? "With a key, without a budget" : "Without a key and a budget")
                    + ": nothing was sent that may be billed.";
        }
        return "Requests that may be billed count as " + Formats.dollars(countedUsd) + " of a budget of "
                + Formats.dollars(budgetUsd.get()) + "."
                + (anyPriceAssumed()
                        ? " Where no price is published the highest published one was counted, which is an assumption."
                        : "");
    }

    private boolean anyPriceAssumed() {
        return results.stream()
                .anyMatch(result -> result.outcome() != CheckOutcome.NOT_CHECKED
                        && result.check().priceIsAssumed());
    }
}
