package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import java.util.Locale;
import java.util.stream.Stream;

/** Ruby: fields in the JSON serialization, bounds in the constructor. */
final class RubyText implements ClientText {
    @Override
    public String models() {
        return "lib/pixverse_client/models";
    }

    @Override
    public String operations() {
        return "lib/pixverse_client/api/pixverse_api.rb";
    }

    @Override
    public Stream<Statement> inOperations(String text) {
        return all("(post)\\(\"([^\"]+)\"", text)
                .map(match -> Statement.operation(match.group(2), match.group(1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public Stream<Statement> inModel(String schema, String text) {
        String fields = part("def to_h(.*?)\\.compact", text);
        return Stream.of(
                        all("\"(\\w+)\" => ", fields).map(match -> Statement.field(schema, match.group(1))),
                        all("^ +([A-Z]\\w*) = (?:\"([^\"]*)\"|(-?\\d+))$", text)
                                .map(match -> Statement.enumValue(
                                        schema,
                                        match.group(1),
                                        match.group(2) == null ? match.group(3) : match.group(2))),
                        bounds(StatementKind.MINIMUM, "minimum", schema, text),
                        bounds(StatementKind.MAXIMUM, "maximum", schema, text),
                        bounds(StatementKind.MIN_LENGTH, "min_length", schema, text),
                        all("Check\\.text\\(\"(\\w+)\"[^\\n]*?, pattern: /([^\\n]*?)/[,)]", text)
                                .map(match -> Statement.pattern(
                                        schema, match.group(1), match.group(2).replace("\\/", "/"))))
                .flatMap(found -> found);
    }

    private static Stream<Statement> bounds(StatementKind kind, String argument, String schema, String text) {
        return all("Check\\.\\w+\\(\"(\\w+)\"[^\\n]*?, " + argument + ": (-?[\\d.]+)", text)
                .map(match -> Statement.bound(kind, schema, match.group(1), match.group(2)));
    }
}
