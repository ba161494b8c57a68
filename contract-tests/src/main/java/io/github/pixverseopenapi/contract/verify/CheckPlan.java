package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks that a verification will send in order, and those that it excludes with the reasons. Planning sends
 * nothing.
 *
 * @param items all checks
 * @param counted the sum in US dollars that the planned requests count against the budget
 */
public record CheckPlan(List<PlannedCheck> items, BigDecimal counted) {

    static final String EXCLUDED_BY_ONLY = "excluded by --only";

    /** Copies the list. */
    public CheckPlan {
        items = List.copyOf(items);
    }

    /** Plans the checks of a document. */
    public static CheckPlan of(ApiDocument document, VerifyOptions options) {
        Budget budget = new Budget(options.budgetUsd().orElse(BigDecimal.ZERO));
        List<PlannedCheck> items = new ArrayList<>();
        for (PlannedCheck item : new CheckList(document, options).items()) {
            Optional<String> reason = reason(item, options, budget);
            items.add(new PlannedCheck(item.check(), reason));
        }
        return new CheckPlan(items, budget.counted());
    }

    private static Optional<String> reason(PlannedCheck item, VerifyOptions options, Budget budget) {
        Check check = item.check();
        if (!options.selection().includes(check)) {
            return Optional.of(EXCLUDED_BY_ONLY);
        }
        if (check.kind().isBillable() && options.budgetUsd().isEmpty()) {
            return Optional.of(
                    "may be billed; requires --budget USD" + (options.key().isEmpty() ? " and a key" : ""));
        }
        if (check.kind().keyUse() == KeyUse.REAL && options.key().isEmpty()) {
            return Optional.of("requires a key: set " + ServiceFacts.API_KEY_VARIABLE + " or --key-file FILE");
        }
        if (item.planned() && !budget.reserve(check.price())) {
            return Optional.of(overBudget(budget));
        }
        return item.reason();
    }

    /** The reason for a request that the budget does not cover. */
    static String overBudget(Budget budget) {
        return "costs more than the remaining " + Formats.dollars(budget.remaining()) + " of the budget of "
                + Formats.dollars(budget.limit());
    }
}
