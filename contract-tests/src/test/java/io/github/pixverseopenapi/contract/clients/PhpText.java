package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.snake;

import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import java.util.Locale;
import java.util.stream.Stream;

/** PHP: fields in the JSON serialization, bounds in the constructor. */
final class PhpText implements ClientText {
    @Override
    public String models() {
        return "src/Client";
    }

    @Override
    public String operations() {
        return "src/Client/PixverseApi.php";
    }

    @Override
    public Stream<Statement> inOperations(String text) {
        return all("->(post)\\('([^']+)'", text)
                .map(match -> Statement.operation(match.group(2), match.group(1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public Stream<Statement> inModel(String schema, String text) {
        return Stream.of(
                        all("'(\\w+)' => \\$this->", text).map(match -> Statement.field(schema, match.group(1))),
                        all("^ +case (\\w+) = '?([^'\\n]*?)'?;$", text)
                                .map(match -> Statement.enumValue(schema, match.group(1), match.group(2))),
                        bounds(StatementKind.MINIMUM, "minimum", schema, text),
                        bounds(StatementKind.MAXIMUM, "maximum", schema, text),
                        bounds(StatementKind.MIN_LENGTH, "minLength", schema, text),
                        all("Check::text\\('(\\w+)'[^\\n]*?, pattern: '/(.*?)/'[,)]", text)
                                .map(match ->
                                        Statement.pattern(schema, snake(match.group(1)), unescaped(match.group(2)))))
                .flatMap(found -> found);
    }

    private static Stream<Statement> bounds(StatementKind kind, String argument, String schema, String text) {
        return all("Check::\\w+\\('(\\w+)'[^\\n]*?, " + argument + ": (-?[\\d.]+)", text)
                .map(match -> Statement.bound(kind, schema, snake(match.group(1)), match.group(2)));
    }

    private static String unescaped(String pattern) {
        return pattern.replace("\\/", "/").replace("\\\\", "\\");
    }
}
