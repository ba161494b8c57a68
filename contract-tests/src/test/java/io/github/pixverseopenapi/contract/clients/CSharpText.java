package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;
import static io.github.pixverseopenapi.contract.clients.ClientText.snake;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import java.util.Locale;
import java.util.stream.Stream;

/** C#: fields where they are written, enum values where they become JSON, bounds where they are judged. */
final class CSharpText implements ClientText {
    @Override
    public String models() {
        return "src/Pixverse.Client/Model";
    }

    @Override
    public String operations() {
        return "src/Pixverse.Client/Api/PixverseApi.cs";
    }

    @Override
    public Stream<Stated> inOperations(String text) {
        return all("\\? \"(/[^\"]+)\".*?\\.Method = HttpMethod\\.(\\w+);", text)
                .map(match -> Stated.operation(match.group(1), match.group(2).toUpperCase(Locale.ROOT)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        return Stream.of(
                        all("writer\\.Write\\w+\\(\"(\\w+)\"", text).map(match -> Stated.field(schema, match.group(1))),
                        enumValues(schema, text),
                        all("this\\.(\\w+?)(?:Option\\.Value)? ([<>]) \\(\\w+\\)(-?[\\d.]+)\\)", text)
                                .map(match -> Stated.bound(
                                        match.group(2).equals("<") ? Kind.MINIMUM : Kind.MAXIMUM,
                                        schema,
                                        snake(match.group(1)),
                                        match.group(3))),
                        all("this\\.(\\w+)\\.Length < (\\d+)", text).map(match ->
                                Stated.bound(Kind.MIN_LENGTH, schema, snake(match.group(1)), match.group(2))),
                        all("Regex regex(\\w+) = new Regex\\(@\"(.*?)\", RegexOptions", text).map(match ->
                                Stated.pattern(schema, snake(match.group(1)), match.group(2).replace("\"\"", "\""))))
                .flatMap(found -> found);
    }

    private static Stream<Stated> enumValues(String schema, String text) {
        if (text.contains("return (int) value;")) {
            return all("(\\w+) = (-?\\d+)", part("public enum \\w+\\s*\\{(.*?)\\}", text))
                    .map(match -> Stated.enumValue(schema, match.group(1), match.group(2)));
        }
        return all("if \\(value == \\w+\\.(\\w+)\\)\\s+return \"([^\"]*)\";", text)
                .map(match -> Stated.enumValue(schema, match.group(1), match.group(2)));
    }
}
