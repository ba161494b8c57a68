package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates the headers of a response, except Content-Type. */
final class HeaderValidator {

    /** The syntax of JSON numbers (RFC 8259, section 6). */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");

    private static final String TYPE = "type";

    private final ApiDocument document;

    HeaderValidator(ApiDocument document) {
        this.document = document;
    }

    /** The field of a problem with a header. */
    static String location(String name) {
        return "header " + name;
    }

    /** Problems with documented headers: invalid or missing values. */
    List<Problem> problems(DocumentedResponse documented, ReceivedResponse response) {
        List<Problem> problems = new ArrayList<>();
        documented.headers().forEach((name, header) -> {
            List<String> values = response.headers().getOrDefault(name, List.of());
            if (values.isEmpty() && header.required()) {
                problems.add(Problem.of(location(name), "present", "missing"));
            }
            if (values.size() > 1) {
                problems.add(Problem.of(location(name), "present once", "present " + values.size() + " times"));
            }
            values.forEach(
                    value -> problem(location(name), header.schema(), value).ifPresent(problems::add));
        });
        return problems;
    }

    /** Headers that neither the document nor HTTP defines. */
    static List<Problem> unknown(Set<String> documented, Map<String, List<String>> headers) {
        return headers.keySet().stream()
                .filter(name -> !documented.contains(name) && !StandardHeaders.contains(name))
                .map(name -> Problem.of(location(name), "documented", "not"))
                .toList();
    }

    private Optional<Problem> problem(String location, String reference, String value) {
        JsonObject schema = document.at(reference);
        String type = Optional.ofNullable(
                        SchemaDescriber.keywords(document, schema).get(TYPE))
                .map(JsonElement::getAsString)
                .orElse("");
        return CompiledSchemas.of(document).accepts(reference, parsed(type, value))
                ? Optional.empty()
                : Optional.of(Problem.of(location, SchemaDescriber.of(document, schema), Abbreviated.of(value)));
    }

    /** Parses a value as the schema's type. A value that cannot be parsed stays a string, which the schema rejects. */
    private static JsonElement parsed(String type, String value) {
        JsonPrimitive text = new JsonPrimitive(value);
        return switch (type) {
            case "integer", "number" ->
                NUMBER.matcher(value).matches() ? StrictJson.number(value).orElse(text) : text;
            case "boolean" ->
                List.of("true", "false").contains(value) ? new JsonPrimitive(Boolean.valueOf(value)) : text;
            default -> text;
        };
    }
}
