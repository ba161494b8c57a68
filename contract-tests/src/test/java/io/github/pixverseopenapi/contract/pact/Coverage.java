package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ExchangeValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts the interactions of a pact for each response that the document declares. */
final class Coverage {

    private static final String NO_BODY = "no body";

    private final Map<Cell, Integer> interactions = new LinkedHashMap<>();

    /** The cell of a response in the table. */
    record Cell(String operationId, Column column) {
        @Override
        public String toString() {
            return operationId + " " + column.status() + " " + column.mediaType();
        }
    }

    /** The form of a response, independent of the operation. */
    record Column(String status, String mediaType) {}

    Coverage(ApiDocument document, List<PactExchange> pact) {
        for (ApiOperation operation : document.operations()) {
            document.responses(operation)
                    .forEach((status, response) -> mediaTypes(response)
                            .forEach(mediaType -> interactions.put(
                                    new Cell(operation.operationId(), new Column(status, mediaType)), 0)));
        }
        for (PactExchange exchange : pact) {
            ExchangeValidator.of(document)
                    .operation(exchange.request())
                    .ifPresent(operation ->
                            interactions.computeIfPresent(cell(operation, exchange), (cell, count) -> count + 1));
        }
    }

    /** Documented responses without an interaction. */
    List<Cell> missing() {
        return interactions.keySet().stream()
                .filter(cell -> interactions.get(cell) == 0)
                .toList();
    }

    /** One line for each operation, one column for each status and media type. */
    @Override
    public String toString() {
        Set<String> operations = new LinkedHashSet<>();
        Set<Column> columns = new LinkedHashSet<>();
        interactions.keySet().forEach(cell -> {
            operations.add(cell.operationId());
            columns.add(cell.column());
        });
        List<String> lines = new ArrayList<>();
        lines.add(line("", columns.stream().map(Column::status).toList()));
        lines.add(line("", columns.stream().map(Coverage::shortName).toList()));
        for (String operation : operations) {
            lines.add(line(
                    operation,
                    columns.stream()
                            .map(column -> shown(new Cell(operation, column)))
                            .toList()));
        }
        return String.join("\n", lines);
    }

    private static Set<String> mediaTypes(JsonObject response) {
        Set<String> types = new LinkedHashSet<>();
        if (response.has("content")) {
            types.addAll(response.getAsJsonObject("content").keySet());
        }
        if (types.isEmpty() || response.has("x-empty-body")) {
            types.add(NO_BODY);
        }
        return types;
    }

    private static Cell cell(ApiOperation operation, PactExchange exchange) {
        String mediaType = exchange.response().body().length == 0
                ? NO_BODY
                : exchange.response()
                        .headers()
                        .getOrDefault("content-type", List.of(""))
                        .get(0)
                        .split(";")[0];
        return new Cell(
                operation.operationId(),
                new Column(String.valueOf(exchange.response().status()), mediaType));
    }

    private static String shortName(Column column) {
        return column.mediaType().equals(NO_BODY) ? "none" : column.mediaType().replaceFirst(".*/", "");
    }

    private String shown(Cell cell) {
        Integer count = interactions.get(cell);
        return count == null ? "" : count == 0 ? "MISS" : count.toString();
    }

    private static String line(String head, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-18s", head));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%5s", cell)));
        return line.toString();
    }
}
