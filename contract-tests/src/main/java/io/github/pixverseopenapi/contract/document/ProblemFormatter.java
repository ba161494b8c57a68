package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.harrel.jsonschema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Formats the errors of the JSON Schema validator: one problem for each invalid field and each excluded combination.
 * Does not decide validity itself.
 */
final class ProblemFormatter {

    private final ApiDocument document;

    ProblemFormatter(ApiDocument document) {
        this.document = document;
    }

    /** At least one problem: missing and invalid fields in schema order, then combinations. */
    List<Problem> problems(String reference, JsonObject body, List<Error> errors) {
        String location = document.follow(reference);
        JsonObject schema = document.at(location);
        Set<Problem> fields = new LinkedHashSet<>();
        Set<Problem> combinations = new LinkedHashSet<>();
        for (Error error : errors) {
            if (!error.getInstanceLocation().isEmpty()) {
                fields.add(invalidField(schema, body, topField(error.getInstanceLocation())));
            } else if (error.getKeyword().equals("required")) {
                fields.addAll(missing(schemaOf(error), body));
            } else if (error.getKeyword().equals("not")) {
                combinations.add(excluded(schemaOf(error)));
            }
        }
        List<Problem> problems = new ArrayList<>(fields);
        List<String> order = properties(schema);
        problems.sort(Comparator.comparingInt(problem -> order.indexOf(problem.field())));
        problems.addAll(combinations);
        if (problems.isEmpty()) {
            problems.add(new Problem("", "the body must match " + location + ", but does not"));
        }
        return problems;
    }

    private static List<String> properties(JsonObject schema) {
        return schema.has("properties")
                ? List.copyOf(schema.getAsJsonObject("properties").keySet())
                : List.of();
    }

    private JsonObject schemaOf(Error error) {
        String schemaLocation = error.getSchemaLocation();
        return document.at(schemaLocation.substring(schemaLocation.indexOf('#')));
    }

    private static String topField(String instanceLocation) {
        return instanceLocation.substring(1).split("/", 2)[0].replace("~1", "/").replace("~0", "~");
    }

    private Problem invalidField(JsonObject schema, JsonObject body, String field) {
        if (!properties(schema).contains(field)) {
            return Problem.of(field, "documented", "not");
        }
        JsonObject property = schema.getAsJsonObject("properties").getAsJsonObject(field);
        return Problem.of(field, SchemaDescriber.of(document, property), Abbreviated.of(body.get(field)));
    }

    private static List<Problem> missing(JsonObject schema, JsonObject body) {
        List<Problem> problems = new ArrayList<>();
        for (JsonElement name : schema.getAsJsonArray("required")) {
            if (!body.has(name.getAsString())) {
                problems.add(Problem.of(name.getAsString(), "present", "missing"));
            }
        }
        return problems;
    }

    private static Problem excluded(JsonObject rule) {
        Set<String> fields = new TreeSet<>();
        JsonObject not = rule.getAsJsonObject("not");
        if (not.has("required")) {
            not.getAsJsonArray("required").forEach(name -> fields.add(name.getAsString()));
        }
        if (fields.isEmpty()) {
            return new Problem("", "the body must not have an excluded combination of values");
        }
        String message = fields.size() > 1 ? "must not be combined" : "must not have this value";
        String reason = rule.has("x-reason") ? ": " + rule.get("x-reason").getAsString() : "";
        return new Problem(String.join(", ", fields), message + reason);
    }
}
