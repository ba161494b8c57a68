package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;
import static io.github.pixverseopenapi.contract.clients.ClientText.snake;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import java.util.Locale;
import java.util.stream.Stream;

/** Dart: fields where they become JSON; bounds in comments, since nothing judges them. */
final class DartText implements ClientText {
    @Override
    public String models() {
        return "lib/model";
    }

    @Override
    public String operations() {
        return "lib/api/pixverse_api.dart";
    }

    @Override
    public Stream<Stated> inOperations(String text) {
        return all("_video\\(r'([^']+)', '(\\w+)'", text)
                .map(match -> Stated.operation(match.group(1), match.group(2)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        String fields = part("toJson\\(\\) \\{(.*?)return json;", text);
        return Stream.of(
                        all("json\\[r'(\\w+)'\\] = ", fields).map(match -> Stated.field(schema, match.group(1))),
                        all("^  (\\w+)\\._\\((?:r')?(.*?)'?\\),$", text)
                                .map(match -> Stated.enumValue(schema, match.group(1), match.group(2))),
                        // The rest of the comment, and the field that it belongs to.
                        all("/// (Min|Max)imum value: (-?[\\d.]+)$(?=(?:\\n *///[^\\n]*)*\\n  \\S+ (\\w+);)", text)
                                .map(match -> Stated.bound(
                                        Kind.valueOf((match.group(1) + "imum").toUpperCase(Locale.ROOT)),
                                        schema,
                                        snake(match.group(3)),
                                        match.group(2))))
                .flatMap(found -> found);
    }
}
