package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.snake;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import java.util.Locale;
import java.util.stream.Stream;

/** PHP: fields where they become JSON, bounds where the constructor judges them. */
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
    public Stream<Stated> inOperations(String text) {
        return all("->(post)\\('([^']+)'", text)
                .map(match -> Stated.operation(match.group(2), match.group(1).toUpperCase(Locale.ROOT)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        return Stream.of(
                        all("'(\\w+)' => \\$this->", text).map(match -> Stated.field(schema, match.group(1))),
                        all("^ +case (\\w+) = '?([^'\\n]*?)'?;$", text)
                                .map(match -> Stated.enumValue(schema, match.group(1), match.group(2))),
                        bounds(Kind.MINIMUM, "minimum", schema, text),
                        bounds(Kind.MAXIMUM, "maximum", schema, text),
                        bounds(Kind.MIN_LENGTH, "minLength", schema, text),
                        all("Check::text\\('(\\w+)'[^\\n]*?, pattern: '/(.*?)/'[,)]", text).map(match ->
                                Stated.pattern(schema, snake(match.group(1)), unescaped(match.group(2)))))
                .flatMap(found -> found);
    }

    private static Stream<Stated> bounds(Kind kind, String argument, String schema, String text) {
        return all("Check::\\w+\\('(\\w+)'[^\\n]*?, " + argument + ": (-?[\\d.]+)", text)
                .map(match -> Stated.bound(kind, schema, snake(match.group(1)), match.group(2)));
    }

    private static String unescaped(String pattern) {
        return pattern.replace("\\/", "/").replace("\\\\", "\\");
    }
}
