package io.github.pixverseopenapi.contract.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The entries of a known-drift file, by what they did to a report.
 *
 * @param applied the entries that cover a problem
 * @param expired the entries that have expired; they cover nothing and fail the verification
 * @param unused the entries whose check ran without their problem
 */
public record KnownDriftReview(List<KnownDrift> applied, List<KnownDrift> expired, List<KnownDrift> unused) {

    /** Without a known-drift file. */
    public static final KnownDriftReview NONE = new KnownDriftReview(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public KnownDriftReview {
        applied = List.copyOf(applied);
        expired = List.copyOf(expired);
        unused = List.copyOf(unused);
    }

    /** Applies entries to results. An entry of a check that was not sent or is undecided is none of the three. */
    static KnownDriftReview of(List<KnownDrift> entries, List<CheckResult> results, LocalDate today) {
        List<KnownDrift> valid =
                entries.stream().filter(entry -> !entry.isExpired(today)).toList();
        Set<String> decided = results.stream()
                .filter(result -> result.outcome() == CheckOutcome.HOLDS || result.outcome() == CheckOutcome.DRIFTED)
                .map(result -> result.check().name())
                .collect(Collectors.toSet());
        return new KnownDriftReview(
                valid.stream().filter(entry -> occurs(entry, results)).toList(),
                entries.stream().filter(entry -> entry.isExpired(today)).toList(),
                valid.stream()
                        .filter(entry -> decided.contains(entry.check()) && !occurs(entry, results))
                        .toList());
    }

    private static boolean occurs(KnownDrift entry, List<CheckResult> results) {
        return results.stream()
                .filter(result -> result.outcome() == CheckOutcome.DRIFTED)
                .anyMatch(result -> result.problems().stream()
                        .anyMatch(problem -> entry.covers(result.check().name(), problem)));
    }

    /** The result, as known if it drifted and entries cover all of its problems. */
    CheckResult apply(CheckResult result) {
        boolean isKnown = result.outcome() == CheckOutcome.DRIFTED
                && result.problems().stream().allMatch(problem -> covers(applied, result, problem));
        return isKnown ? result.withOutcome(CheckOutcome.KNOWN) : result;
    }

    private static boolean covers(List<KnownDrift> entries, CheckResult result, String problem) {
        return entries.stream().anyMatch(entry -> entry.covers(result.check().name(), problem));
    }

    /** A problem of a result, with the note of the entry that covers it or covered it until it expired. */
    String describe(CheckResult result, String problem) {
        return Stream.concat(applied.stream(), expired.stream())
                .filter(entry -> entry.covers(result.check().name(), problem))
                .findFirst()
                .map(entry -> problem + " (" + entry.note() + ")")
                .orElse(problem);
    }
}
