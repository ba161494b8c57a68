package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of the history on one line. */
public final class HistoryLine {
    private HistoryLine() {}

    /** Id, state, model, time, cost and address of the video; a hyphen for each that the row lacks. */
    public static String of(HistoryEntry row) {
        return Stream.of(
                        row.requestId(),
                        row.modelStatus().map(Enum::name),
                        row.modelName(),
                        row.modelCreated(),
                        row.creditsDeduction().map(usd -> "$" + usd),
                        row.generationUrl())
                .map(value -> TextSanitizer.line(value.orElse("-")))
                .collect(Collectors.joining("  "));
    }
}
