package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a response says its request cost. That it is in US dollars is an assumption.
 *
 * @param value the header's value, as it is shown
 * @param usd the cost; empty when the value cannot be read as one, so that it may be any
 */
public record ReportedCost(String value, Optional<BigDecimal> usd) {

    /** The header's name. */
    public static final String HEADER = "x-cost";

    /** As JSON writes numbers, but not below zero, and of a length that can be computed with and printed. */
    private static final Pattern COST = Pattern.compile("[0-9]{1,18}([.][0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");

    /**
     * Reads the header.
     *
     * @param values one for each line of the header
     * @return empty when there is none
     */
    public static Optional<ReportedCost> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<String> different = values.stream().distinct().toList();
        String only = different.get(0);
        return Optional.of(
                different.size() == 1 && COST.matcher(only).matches()
                        ? new ReportedCost(only, Optional.of(new BigDecimal(only)))
                        : new ReportedCost(
                                different.stream().map(Abbreviated::of).collect(Collectors.joining(", ")),
                                Optional.empty()));
    }

    /** What it is beyond a price; empty when it is no more, or cannot be read. */
    Optional<BigDecimal> beyond(BigDecimal price) {
        return usd.map(cost -> cost.subtract(price)).filter(more -> more.signum() > 0);
    }

    /** Why a request of this price must not have it; empty when it may. */
    public Optional<String> problem(BigDecimal price) {
        if (usd.isEmpty()) {
            return Optional.of("header " + HEADER + ": must be one cost in US dollars, such as 0.50, but was " + value);
        }
        return beyond(price)
                .map(more -> "header " + HEADER + ": must be at most " + price.toPlainString() + " but is " + value);
    }
}
