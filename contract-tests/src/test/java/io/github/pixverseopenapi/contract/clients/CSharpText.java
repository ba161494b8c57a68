package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import java.util.Locale;
import java.util.stream.Stream;

/** C#: fields and constraints in the property setters, enum values in the constants. */
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
    public Stream<Statement> inOperations(String text) {
        String method =
                part("new HttpRequestMessage\\(HttpMethod\\.(\\w+),", text).toUpperCase(Locale.ROOT);
        return all("PostAsync\\(\"(/[^\"]+)\"", text).map(match -> Statement.operation(match.group(1), method));
    }

    @Override
    public Stream<Statement> inModel(String schema, String text) {
        return Stream.of(
                        all("set => Set\\(\"(\\w+)\"", text).map(match -> Statement.field(schema, match.group(1))),
                        all("(\\w+) = new \\w+\\(\"?([^\")]*)\"?\\);", text)
                                .map(match -> Statement.enumValue(schema, match.group(1), match.group(2))),
                        all("Between\\(\"(\\w+)\", value, (-?[\\d.]+), (-?[\\d.]+)\\)", text)
                                .flatMap(match -> Stream.of(
                                        Statement.bound(StatementKind.MINIMUM, schema, match.group(1), match.group(2)),
                                        Statement.bound(
                                                StatementKind.MAXIMUM, schema, match.group(1), match.group(3)))),
                        all("NotShorter\\(\"(\\w+)\", value, (\\d+)\\)", text)
                                .map(match -> Statement.bound(
                                        StatementKind.MIN_LENGTH, schema, match.group(1), match.group(2))),
                        all("Matching\\(\"(\\w+)\", .*?, @\"(.*?)\",", text)
                                .map(match -> Statement.pattern(
                                        schema, match.group(1), match.group(2).replace("\"\"", "\""))))
                .flatMap(found -> found);
    }
}
