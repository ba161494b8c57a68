package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification will send, in order, and what it will leave out, and why. Making a plan sends nothing.
 *
 * @param items all checks there are
 * @param counted what the requests to be sent count against the budget, in US dollars
 */
public record CheckPlan(List<PlannedCheck> items, BigDecimal counted) {

    static final String NOT_CHOSEN = "left out by --only";

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
            return Optional.of(NOT_CHOSEN);
        }
        if (check.kind().billable() && options.budgetUsd().isEmpty()) {
            return Optional.of(
                    "may be billed, so it needs --budget USD" + (options.key().isEmpty() ? " and a key" : ""));
        }
        if (check.kind().keyUse() == KeyUse.REAL && options.key().isEmpty()) {
            return Optional.of("needs a key: set " + VerifyApiKey.DEFAULT_VARIABLE + " or give --key-file FILE");
        }
        if (item.planned() && !budget.reserve(check.price())) {
            return Optional.of(beyond(budget));
        }
        return item.reason();
    }

    /** Why a request is not sent that the budget does not cover. */
    static String beyond(Budget budget) {
        return "counts more than the " + Formats.dollars(budget.left()) + " left of the budget of "
                + Formats.dollars(budget.limit());
    }
}
