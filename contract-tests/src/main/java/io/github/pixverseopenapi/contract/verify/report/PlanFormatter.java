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

/** Formats a plan for the terminal: each planned request with its price, and the excluded checks. */
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
        line(text, "Plan for " + target + "; no request is sent");
        line(text, "");
        planned.forEach(check -> line(text, String.format("  %-17s%s", cost(check), check.description())));
        line(text, "");
        Map<String, List<Check>> excluded = plan.items().stream()
                .filter(item -> !item.planned())
                .collect(Collectors.groupingBy(
                        item -> item.reason().orElseThrow(),
                        LinkedHashMap::new,
                        Collectors.mapping(PlannedCheck::check, Collectors.toList())));
        if (!excluded.isEmpty()) {
            line(text, "Not planned");
            excluded.forEach((reason, checks) -> line(text, "  " + CheckSummary.of(checks, all) + ": " + reason));
            line(text, "");
        }
        long billable =
                planned.stream().filter(check -> check.kind().isBillable()).count();
        line(
                text,
                Formats.count(planned.size(), "request") + ", of which " + billable + " may be billed and count as "
                        + Formats.dollars(plan.counted()) + " at most.");
        if (planned.stream().anyMatch(Check::priceIsAssumed)) {
            line(text, "(assumed): no price is published; the highest published price is assumed.");
        }
        return text.toString();
    }

    private static String cost(Check check) {
        return check.kind().isBillable() ? check.formattedPrice() : "free";
    }

    private static void line(StringBuilder text, String value) {
        text.append(value).append(System.lineSeparator());
    }
}
