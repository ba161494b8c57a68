package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cost that a response reports. The currency is assumed to be US dollars.
 *
 * @param value the header value for display
 * @param usd the cost; empty when the value is unreadable and the cost unknown
 */
public record ReportedCost(String value, Optional<BigDecimal> usd) {

    /** The header's name. */
    public static final String HEADER = "x-cost";

    /** A non-negative JSON number of bounded length. */
    private static final Pattern COST = Pattern.compile("[0-9]{1,18}([.][0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");

    /**
     * Parses the header.
     *
     * @param values one value for each header line
     * @return empty when the header is absent
     */
    public static Optional<ReportedCost> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<String> distinct = values.stream().distinct().toList();
        String only = distinct.get(0);
        return Optional.of(
                distinct.size() == 1 && COST.matcher(only).matches()
                        ? new ReportedCost(only, Optional.of(new BigDecimal(only)))
                        : new ReportedCost(
                                distinct.stream().map(Abbreviated::of).collect(Collectors.joining(", ")),
                                Optional.empty()));
    }

    /** The part of the cost beyond a price; empty when it is not higher or unreadable. */
    Optional<BigDecimal> excess(BigDecimal price) {
        return usd.map(cost -> cost.subtract(price)).filter(excess -> excess.signum() > 0);
    }

    /** Why the cost is invalid for a request of this price; empty when it is valid. */
    public Optional<String> problem(BigDecimal price) {
        if (usd.isEmpty()) {
            return Optional.of(Message.of("header " + HEADER, "one cost in US dollars, such as 0.50", value));
        }
        return excess(price).map(excess -> Message.of("header " + HEADER, "at most " + price.toPlainString(), value));
    }
}
