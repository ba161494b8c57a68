package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.Check;
import io.github.pixverseopenapi.contract.verify.CheckPlan;
import io.github.pixverseopenapi.contract.verify.CheckSummary;
import io.github.pixverseopenapi.contract.verify.Formats;
import io.github.pixverseopenapi.contract.verify.PlannedCheck;
import io.github.pixverseopenapi.contract.verify.VerifyTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan for the terminal: each request that would be sent, what it counts, and what is left out. */
public final class PlanFormatter {

    private PlanFormatter() {}

    /** Renders a plan for a service. */
    public static String of(CheckPlan plan, VerifyTarget target) {
        List<Check> all = plan.items().stream().map(PlannedCheck::check).toList();
        List<Check> planned = plan.items().stream()
                .filter(PlannedCheck::planned)
                .map(PlannedCheck::check)
                .toList();
        StringBuilder text = new StringBuilder();
        line(text, "Plan for " + target + "; nothing is sent now");
        line(text, "");
        planned.forEach(check -> line(text, String.format("  %-17s%s", cost(check), check.words())));
        line(text, "");
        Map<String, List<Check>> left = plan.items().stream()
                .filter(item -> !item.planned())
                .collect(Collectors.groupingBy(
                        item -> item.reason().orElseThrow(),
                        LinkedHashMap::new,
                        Collectors.mapping(PlannedCheck::check, Collectors.toList())));
        if (!left.isEmpty()) {
            line(text, "Not planned");
            left.forEach((reason, checks) -> line(text, "  " + CheckSummary.of(checks, all) + ": " + reason));
            line(text, "");
        }
        long billable =
                planned.stream().filter(check -> check.kind().billable()).count();
        line(
                text,
                Formats.count(planned.size(), "request") + ", of which " + billable + " may be billed and count as "
                        + Formats.dollars(plan.counted()) + " at most.");
        if (planned.stream().anyMatch(Check::priceIsAssumed)) {
            line(text, "(assumed): no price is published; the highest published one stands in for it.");
        }
        return text.toString();
    }

    private static String cost(Check check) {
        return check.kind().billable() ? check.priceWords() : "free";
    }

    private static void line(StringBuilder text, String words) {
        text.append(words).append(System.lineSeparator());
    }
}
