package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of one kind of request: one for each field, then the combinations that are excluded. */
final class RequestSchema {
    private final String request;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final List<FieldConstraint> constraints = new ArrayList<>();
    private final BitSet required = new BitSet();
    private final List<ExcludedCombination> excluded = new ArrayList<>();

    /** Makes a schema without fields. The name is that of the kind of request. */
    RequestSchema(String request) {
        this.request = request;
    }

    RequestSchema required(String name, FieldConstraint check) {
        required.set(constraints.size());
        return optional(name, check);
    }

    RequestSchema optional(String name, FieldConstraint check) {
        indexes.put(name, constraints.size());
        constraints.add(check);
        return this;
    }

    RequestSchema exclude(String reason, String... fieldsAndValues) {
        excluded.add(new ExcludedCombination(reason, fieldsAndValues));
        return this;
    }

    /** Takes each field of the request once; a lookup in a JsonObject takes longer the more fields it has. */
    List<Violation> violations(RequestFields request) {
        JsonElement[] values = new JsonElement[constraints.size()];
        List<Violation> unknown = new ArrayList<>();
        for (Map.Entry<String, JsonElement> field : request.json().entrySet()) {
            String name = field.getKey();
            Integer index = indexes.get(name);
            if (index != null) {
                values[index] = field.getValue();
            } else if (!request.isAdditional(name)) {
                unknown.add(unknown(name, field.getValue()));
            }
        }
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, Integer> field : indexes.entrySet()) {
            check(field.getKey(), field.getValue(), values[field.getValue()], violations);
        }
        for (ExcludedCombination rule : excluded) {
            rule.check(request.json(), violations);
        }
        violations.addAll(unknown);
        return Collections.unmodifiableList(violations);
    }

    private void check(String name, int index, @Nullable JsonElement value, List<Violation> violations) {
        FieldConstraint constraint = constraints.get(index);
        if (value == null) {
            if (required.get(index)) {
                violations.add(Violation.missing(name, constraint.allowed()));
            }
        } else if (!constraint.accepts(value)) {
            violations.add(Violation.value(name, value, constraint.allowed()));
        }
    }

    private Violation unknown(String name, JsonElement value) {
        String nearest = NearestName.among(indexes.keySet(), name);
        return Violation.unknownField(
                name,
                value,
                "a field of " + request
                        + (nearest == null ? "" : " (did you mean \"" + nearest + "\"?)")
                        + " or an additional property");
    }

    /** Rejects an additional property that would overwrite one with a method of its own. */
    String additionalPropertyName(String name) {
        if (name == null || name.isEmpty() || indexes.containsKey(name)) {
            throw new IllegalArgumentException(ViolationMessage.of(
                    "name of an additional property",
                    "text other than the fields with methods of their own (" + String.join(", ", indexes.keySet())
                            + ")",
                    name == null ? "null" : Json.excerpt(name)));
        }
        return name;
    }
}
