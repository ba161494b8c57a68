package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;
import static io.github.pixverseopenapi.contract.clients.ClientText.snake;

import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import java.util.Locale;
import java.util.stream.Stream;

/** Dart: fields in the JSON serialization, constraints in the validation. */
final class DartText implements ClientText {
    @Override
    public String models() {
        return "lib/src/model";
    }

    @Override
    public String operations() {
        return "lib/src/api/pixverse_api.dart";
    }

    @Override
    public Stream<Statement> inOperations(String text) {
        return all("_client\\.send\\(\\s*'(\\w+)',\\s*'([^']+)'", text)
                .map(match -> Statement.operation(match.group(2), match.group(1)));
    }

    @Override
    public Stream<Statement> inModel(String schema, String text) {
        String constructor = part("^  " + schema + "\\(\\{(.*?)^  \\}$", text);
        return Stream.of(
                        all("'(\\w+)': ", part("toJson\\(\\) => \\{(.*?)\\};", text))
                                .map(match -> Statement.field(schema, match.group(1))),
                        all("^  (\\w+)\\('?(.*?)'?\\)[,;]$", part("^enum \\w+ [^{]*\\{(.*)", text))
                                .map(match -> Statement.enumValue(schema, match.group(1), match.group(2))),
                        all("check(?:Number|Text)\\((\\w+), [^\\n]*\\);$", constructor)
                                .flatMap(check -> rules(schema, snake(check.group(1)), check.group())))
                .flatMap(found -> found);
    }

    private static Stream<Statement> rules(String schema, String field, String check) {
        return Stream.of(
                        all("(minimum|maximum|minLength): (-?[\\d.]+)", check)
                                .map(match -> Statement.bound(
                                        StatementKind.valueOf(
                                                snake(match.group(1)).toUpperCase(Locale.ROOT)),
                                        schema,
                                        field,
                                        match.group(2))),
                        all("pattern: r'''/(.*?)/'''", check)
                                .map(match -> Statement.pattern(
                                        schema, field, match.group(1).replaceAll("\\\\(.)", "$1"))))
                .flatMap(found -> found);
    }
}
