package io.github.pixverseopenapi.contract.verify.known;

import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Computes the entries of a known-drift file that accept all drift of a report. */
public final class KnownDriftUpdate {

    private KnownDriftUpdate() {}

    /**
     * Keeps the entries that apply and those whose check was not sent or is undecided; drops expired and unused ones;
     * adds the drift that none covers.
     *
     * @param report the report with these entries applied
     * @param reason the reason of added entries
     * @param expires the expiry date of added entries
     */
    public static List<KnownDrift> of(Report report, List<KnownDrift> entries, String reason, LocalDate expires) {
        List<KnownDrift> updated = new ArrayList<>(entries);
        updated.removeAll(report.knownDrift().expired());
        updated.removeAll(report.knownDrift().unused());
        for (CheckResult result : report.of(CheckOutcome.DRIFTED)) {
            for (String problem : result.problems()) {
                KnownDrift added = new KnownDrift(result.check().name(), problem, reason, expires);
                if (updated.stream().noneMatch(entry -> entry.subject().equals(added.subject()))) {
                    updated.add(added);
                }
            }
        }
        return updated;
    }
}
