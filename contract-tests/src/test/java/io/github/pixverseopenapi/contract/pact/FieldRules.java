package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.MinTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher.NumberType;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Converts the schema of an example's fields into matching rules: type, enum and pattern. The example's values are then
 * irrelevant.
 */
final class FieldRules {

    private static final String REFERENCE = "$ref";
    private static final JsonObject DOCUMENT = ApiDocument.load().json();

    private final MatchingRuleCategory rules = new MatchingRuleCategory("body");
    private final boolean enumsAreExact;

    private FieldRules(boolean enumsAreExact) {
        this.enumsAreExact = enumsAreExact;
    }

    /** The rules of a request: any value of an enum. */
    static MatchingRuleCategory ofRequest(JsonObject example, JsonObject schema) {
        return new FieldRules(false).of(example, schema);
    }

    /** The rules of a response: the example's value of an enum, which the provider state determines. */
    static MatchingRuleCategory ofResponse(JsonObject example, JsonObject schema) {
        return new FieldRules(true).of(example, schema);
    }

    /** The pattern that all texts of a schema match; empty if any text does. */
    static Optional<String> pattern(JsonObject schema) {
        JsonObject flat = flat(schema);
        if (flat.has("enum")) {
            return Optional.of(anyOf(flat.getAsJsonArray("enum")));
        }
        if (flat.has("pattern")) {
            return Optional.of(whole(flat.get("pattern").getAsString()));
        }
        return flat.get("type").getAsString().equals("integer") ? Optional.of("^-?[0-9]+$") : Optional.empty();
    }

    private MatchingRuleCategory of(JsonObject example, JsonObject schema) {
        addFields("$", example, flat(schema).getAsJsonObject("properties"));
        return rules;
    }

    private void addFields(String location, JsonObject example, JsonObject properties) {
        for (String name : example.keySet()) {
            String field = location + "." + name;
            if (properties == null) {
                // A schema without properties does not constrain its fields: they must have the example's type.
                rules.addRule(field, TypeMatcher.INSTANCE);
            } else {
                add(field, example.get(name), flat(properties.getAsJsonObject(name)));
            }
        }
    }

    private void add(String location, JsonElement example, JsonObject schema) {
        if (example.isJsonObject()) {
            rules.addRule(location, TypeMatcher.INSTANCE);
            addFields(location, example.getAsJsonObject(), schema.getAsJsonObject("properties"));
        } else if (example.isJsonArray()) {
            JsonArray items = example.getAsJsonArray();
            if (!items.isEmpty()) {
                rules.addRule(location, new MinTypeMatcher(1));
                add(location + "[*]", items.get(0), flat(schema.getAsJsonObject("items")));
            }
        } else {
            rules.addRules(location, rules(schema));
        }
    }

    private List<MatchingRule> rules(JsonObject schema) {
        if (enumsAreExact && schema.has("enum")) {
            return List.of(EqualsMatcher.INSTANCE);
        }
        List<MatchingRule> found = new ArrayList<>();
        found.add(
                switch (schema.get("type").getAsString()) {
                    case "integer" -> new NumberTypeMatcher(NumberType.INTEGER);
                    case "number" -> new NumberTypeMatcher(NumberType.NUMBER);
                    default -> TypeMatcher.INSTANCE;
                });
        if (schema.has("enum")) {
            found.add(new RegexMatcher(anyOf(schema.getAsJsonArray("enum"))));
        }
        if (schema.has("pattern")) {
            found.add(new RegexMatcher(whole(schema.get("pattern").getAsString())));
        }
        return found;
    }

    private static String anyOf(JsonArray values) {
        return values.asList().stream()
                .map(value -> value.getAsString().replaceAll("[^A-Za-z0-9_:]", "\\\\$0"))
                .collect(Collectors.joining("|", "^(", ")$"));
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
