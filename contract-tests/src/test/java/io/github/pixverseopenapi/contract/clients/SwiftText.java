package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import java.util.Map;
import java.util.stream.Stream;

/** Swift: fields in the JSON keys; constraints in the schema, with which the client validates requests. */
final class SwiftText implements ClientText {
    private static final Map<String, StatementKind> BOUNDS = Map.of(
            "minimum", StatementKind.MINIMUM, "maximum", StatementKind.MAXIMUM, "minLength", StatementKind.MIN_LENGTH);

    @Override
    public String models() {
        return "Sources/PixverseClient/Models";
    }

    @Override
    public String operations() {
        return "Sources/PixverseClient/APIs/PixverseAPI.swift";
    }

    @Override
    public Stream<Statement> inOperations(String text) {
        String method = part("httpMethod = \"(\\w+)\"", text);
        return all("await post\\(\"([^\"]+)\"", text).map(match -> Statement.operation(match.group(1), method));
    }

    @Override
    public Stream<Statement> inModel(String schema, String text) {
        return Stream.of(
                        all("^ +case \\w+ = \"(\\w+)\"$", part("enum CodingKeys: [^{]*\\{(.*?)\\}", text))
                                .map(match -> Statement.field(schema, match.group(1))),
                        all("^ +case (\\w+) = \"?([^\"\\n]*)\"?$", part("enum " + schema + ": [^{]*\\{(.*?)^\\}", text))
                                .map(match -> Statement.enumValue(schema, match.group(1), match.group(2))),
                        rules(schema, part("Schema\\(text: #\"\"\"(.*?)\"\"\"#", text)))
                .flatMap(found -> found);
    }

    private static Stream<Statement> rules(String schema, String json) {
        if (json.isEmpty()) {
            return Stream.empty();
        }
        JsonObject parsed = JsonParser.parseString(json).getAsJsonObject();
        return parsed.getAsJsonObject("properties").entrySet().stream()
                .flatMap(property ->
                        rules(schema, property.getKey(), property.getValue().getAsJsonObject()));
    }

    private static Stream<Statement> rules(String schema, String field, JsonObject property) {
        Stream<Statement> bounds = BOUNDS.keySet().stream()
                .filter(property::has)
                .map(rule -> Statement.bound(
                        BOUNDS.get(rule), schema, field, property.get(rule).getAsString()));
        JsonElement pattern = property.get("pattern");
        return pattern == null
                ? bounds
                : Stream.concat(bounds, Stream.of(Statement.pattern(schema, field, pattern.getAsString())));
    }
}
