package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of one kind of request: one for each field, then the combinations that are excluded. */
final class RequestSchema {
    private final String request;
    private final Map<String, FieldConstraint> fields = new LinkedHashMap<>();
    private final Set<String> required = new HashSet<>();
    private final List<ExcludedCombination> excluded = new ArrayList<>();

    /** Makes a schema without fields. The name is that of the kind of request. */
    RequestSchema(String request) {
        this.request = request;
    }

    RequestSchema required(String name, FieldConstraint check) {
        required.add(name);
        return optional(name, check);
    }

    RequestSchema optional(String name, FieldConstraint check) {
        fields.put(name, check);
        return this;
    }

    RequestSchema exclude(String reason, String... fieldsAndValues) {
        excluded.add(new ExcludedCombination(reason, fieldsAndValues));
        return this;
    }

    List<Violation> violations(RequestFields request) {
        JsonObject json = request.json();
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, FieldConstraint> field : fields.entrySet()) {
            String name = field.getKey();
            JsonElement value = json.get(name);
            if (value == null && required.contains(name)) {
                violations.add(Violation.missing(name, field.getValue().allowed()));
            } else if (value != null && !field.getValue().accepts(value)) {
                violations.add(Violation.value(name, value, field.getValue().allowed()));
            }
        }
        for (ExcludedCombination rule : excluded) {
            rule.check(json, violations);
        }
        for (Map.Entry<String, JsonElement> field : json.entrySet()) {
            if (!fields.containsKey(field.getKey()) && !request.isAdditional(field.getKey())) {
                violations.add(unknown(field.getKey(), field.getValue()));
            }
        }
        return Collections.unmodifiableList(violations);
    }

    private Violation unknown(String name, JsonElement value) {
        String nearest = NearestName.among(fields.keySet(), name);
        return Violation.unknownField(
                name,
                value,
                "a field of " + request
                        + (nearest == null ? "" : " (did you mean \"" + nearest + "\"?)")
                        + " or an additional property");
    }

    /** Rejects an additional property that would overwrite one with a method of its own. */
    String additionalPropertyName(String name) {
        if (name == null || name.isEmpty() || fields.containsKey(name)) {
            throw new IllegalArgumentException(ViolationMessage.of(
                    "name of an additional property",
                    "text other than the fields with methods of their own (" + String.join(", ", fields.keySet()) + ")",
                    name == null ? "null" : Json.excerpt(name)));
        }
        return name;
    }
}
