package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher.NumberType;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Converts the schema of an example's fields into matching rules: type, enum and pattern. The example's values are then
 * irrelevant.
 */
final class FieldRules {

    private static final String REFERENCE = "$ref";
    private static final JsonObject DOCUMENT = ApiDocument.load().json();

    private FieldRules() {}

    static MatchingRuleCategory of(JsonObject example, JsonObject schema) {
        MatchingRuleCategory rules = new MatchingRuleCategory("body");
        JsonObject properties = flat(schema).getAsJsonObject("properties");
        for (String field : example.keySet()) {
            // A schema without properties does not constrain its fields: they must have the example's type.
            rules.addRules(
                    "$." + field,
                    properties == null
                            ? List.of(TypeMatcher.INSTANCE)
                            : rules(flat(properties.getAsJsonObject(field))));
        }
        return rules;
    }

    private static List<MatchingRule> rules(JsonObject schema) {
        List<MatchingRule> rules = new ArrayList<>();
        rules.add(
                switch (schema.get("type").getAsString()) {
                    case "integer" -> new NumberTypeMatcher(NumberType.INTEGER);
                    case "number" -> new NumberTypeMatcher(NumberType.NUMBER);
                    default -> TypeMatcher.INSTANCE;
                });
        if (schema.has("enum")) {
            rules.add(new RegexMatcher(schema.getAsJsonArray("enum").asList().stream()
                    .map(value -> value.getAsString().replaceAll("[^A-Za-z0-9_:]", "\\\\$0"))
                    .collect(Collectors.joining("|", "^(", ")$"))));
        }
        if (schema.has("pattern")) {
            rules.add(new RegexMatcher(whole(schema.get("pattern").getAsString())));
        }
        return rules;
    }

    /** A schema's pattern may match a part of the text; a rule's must match all of it. */
    private static String whole(String pattern) {
        String anything = "[\\s\\S]*";
        return (pattern.startsWith("^") ? "" : anything) + pattern + (pattern.endsWith("$") ? "" : anything);
    }

    /** A schema together with those that it refers to. */
    private static JsonObject flat(JsonObject schema) {
        JsonObject merged = new JsonObject();
        if (schema.has(REFERENCE)) {
            merged.asMap().putAll(flat(at(schema.get(REFERENCE).getAsString())).asMap());
        }
        if (schema.has("allOf")) {
            for (JsonElement part : schema.getAsJsonArray("allOf")) {
                merged.asMap().putAll(flat(part.getAsJsonObject()).asMap());
            }
        }
        merged.asMap().putAll(schema.asMap());
        return merged;
    }

    private static JsonObject at(String reference) {
        JsonObject found = DOCUMENT;
        for (String step : reference.substring("#/".length()).split("/")) {
            found = found.getAsJsonObject(step);
        }
        return found;
    }
}
