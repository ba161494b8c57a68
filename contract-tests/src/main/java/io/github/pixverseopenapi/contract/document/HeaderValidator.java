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

/** Judges the headers of an answer, all but the one that names the media type. */
final class HeaderValidator {

    /** As JSON writes numbers: no plus sign, nothing left out around the point. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");

    private static final String TYPE = "type";

    private final ApiDocument document;

    HeaderValidator(ApiDocument document) {
        this.document = document;
    }

    /** The name of the place of a problem with a header. */
    static String place(String name) {
        return "header " + name;
    }

    /** Documented headers that are wrong or missing. */
    List<Problem> problems(DocumentedResponse documented, ReceivedResponse response) {
        List<Problem> problems = new ArrayList<>();
        documented.headers().forEach((name, header) -> {
            List<String> values = response.headers().getOrDefault(name, List.of());
            if (values.isEmpty() && header.required()) {
                problems.add(new Problem(place(name), "is required"));
            }
            if (values.size() > 1) {
                problems.add(new Problem(place(name), "must come once but comes " + values.size() + " times"));
            }
            values.forEach(value -> wrong(header.schema(), value)
                    .ifPresent(message -> problems.add(new Problem(place(name), message))));
        });
        return problems;
    }

    /** Headers that neither the document nor HTTP knows. */
    static List<Problem> unknown(Set<String> documented, Map<String, List<String>> headers) {
        return headers.keySet().stream()
                .filter(name -> !documented.contains(name) && !StandardHeaders.contains(name))
                .map(name -> new Problem(place(name), "is not documented"))
                .toList();
    }

    private Optional<String> wrong(String reference, String value) {
        JsonObject schema = document.at(reference);
        String type = Optional.ofNullable(
                        SchemaDescriber.rules(document, schema).get(TYPE))
                .map(JsonElement::getAsString)
                .orElse("");
        return CompiledSchemas.of(document).accepts(reference, parsed(type, value))
                ? Optional.empty()
                : Optional.of("must be " + SchemaDescriber.of(document, schema) + " but is " + Abbreviated.of(value));
    }

    /** A header is text. What the schema's type cannot be read from stays text, which the schema then refuses. */
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
