package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import java.util.Optional;
import java.util.stream.Stream;

/** Swift: fields where their keys in JSON are. */
final class SwiftText implements ClientText {
    @Override
    public String models() {
        return "Sources/PixverseClient/Models";
    }

    @Override
    public String operations() {
        return "Sources/PixverseClient/APIs/PixverseAPI.swift";
    }

    @Override
    public Stream<Stated> inOperations(String text) {
        return all("localVariablePath = \"([^\"]+)\".*?init\\(method: \"(\\w+)\"", text)
                .map(match -> Stated.operation(match.group(1), match.group(2)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        String fields = part("enum CodingKeys: [^{]*\\{(.*?)\\}", text);
        return Stream.concat(
                all("case (\\w+)(?: = \"(\\w+)\")?", fields).map(match ->
                        Stated.field(schema, Optional.ofNullable(match.group(2)).orElse(match.group(1)))),
                all("case (\\w+) = \"?([^\"\\n]*)\"?$", part("enum " + schema + ": [^{]*\\{(.*?)\\}", text))
                        .map(match -> Stated.enumValue(schema, match.group(1), match.group(2))));
    }
}
