package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Problem;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a request wants of the history.
 *
 * @param page the page, from 1
 * @param perPage the maximum number of rows in a page
 * @param from the first day in UTC
 * @param to the last day in UTC
 * @param modelName a part of the model's name; empty for any
 * @param state the state, if not any
 * @param order the ascending order of the rows
 * @param descending whether the rows have the opposite order
 * @param now the time of the request
 */
record HistoryQuery(
        int page,
        int perPage,
        LocalDate from,
        LocalDate to,
        String modelName,
        Optional<String> state,
        Comparator<Generation> order,
        boolean descending,
        Instant now) {

    static final String PAGE = "page";
    static final String PER_PAGE = "per_page";

    private static final String FROM = "from_date";
    private static final String TO = "to_date";
    private static final int DEFAULT_PER_PAGE = 20;
    private static final int DEFAULT_DAYS = 7;
    private static final int MAX_DAYS = 31;

    /** @throws RejectedRequestException when the dates do not exist, or are too far apart */
    static HistoryQuery of(ValidRequest request) throws RejectedRequestException {
        LocalDate today = request.time().atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate from = date(request, FROM, today.minusDays(DEFAULT_DAYS));
        LocalDate to = date(request, TO, today);
        require(!from.isAfter(to), FROM, "on or before " + TO + " " + to, from);
        require(
                ChronoUnit.DAYS.between(from, to) <= MAX_DAYS,
                FROM,
                "at most " + MAX_DAYS + " days before " + TO + " " + to,
                from);
        return new HistoryQuery(
                number(request, PAGE, 1),
                number(request, PER_PAGE, DEFAULT_PER_PAGE),
                from,
                to,
                request.parameter("model_name").orElse(""),
                request.parameter("status"),
                order(request),
                request.parameter("sort_order").filter("asc"::equals).isEmpty(),
                request.time());
    }

    /** The matching generations of all pages, sorted. */
    List<Generation> select(List<Generation> oldestFirst) {
        List<Generation> selected = new ArrayList<>(
                oldestFirst.stream().filter(this::matches).sorted(order).toList());
        if (descending) {
            Collections.reverse(selected);
        }
        return selected;
    }

    /** The generations of the page. */
    List<Generation> page(List<Generation> selected) {
        return selected.stream().skip((page - 1L) * perPage).limit(perPage).toList();
    }

    private boolean matches(Generation generation) {
        LocalDate day = generation.submitted().atOffset(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(from)
                && !day.isAfter(to)
                && generation.modelName().contains(modelName)
                && state.filter(name ->
                                !name.equals(RowState.of(generation.state(now)).name()))
                        .isEmpty();
    }

    private static Comparator<Generation> order(ValidRequest request) {
        return switch (request.parameter("sort_by").orElse("")) {
            case "model_name" -> Comparator.comparing(Generation::modelName);
            case "credits_deduction" -> Comparator.comparing(HistoryHandler::deduction);
            default -> Comparator.comparing(Generation::submitted);
        };
    }

    /** The parameter is a valid number already, but may be larger than an int. */
    private static int number(ValidRequest request, String name, int fallback) {
        return request.parameter(name)
                .map(text -> new BigInteger(text)
                        .min(BigInteger.valueOf(Integer.MAX_VALUE))
                        .intValue())
                .orElse(fallback);
    }

    private static LocalDate date(ValidRequest request, String name, LocalDate fallback)
            throws RejectedRequestException {
        Optional<String> text = request.parameter(name);
        try {
            return text.map(LocalDate::parse).orElse(fallback);
        } catch (DateTimeParseException e) {
            throw rejected(name, "a date of the calendar", text.orElse(""));
        }
    }

    private static void require(boolean valid, String name, String rule, Object value) throws RejectedRequestException {
        if (!valid) {
            throw rejected(name, rule, value);
        }
    }

    /** Quotes the value like {@link io.github.pixverseopenapi.contract.document.ParameterValidator}. */
    private static RejectedRequestException rejected(String name, String rule, Object value) {
        return new RejectedRequestException(
                ErrorResponses.badRequest(List.of(Problem.of(name, rule, '"' + value.toString() + '"'))));
    }
}
