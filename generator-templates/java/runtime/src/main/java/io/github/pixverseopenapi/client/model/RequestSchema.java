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
    private final Map<String, FieldConstraint> fields = new LinkedHashMap<>();
    private final Set<String> required = new HashSet<>();
    private final List<ExcludedCombination> excluded = new ArrayList<>();

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

    List<Violation> violations(JsonObject request) {
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, FieldConstraint> field : fields.entrySet()) {
            String name = field.getKey();
            JsonElement value = request.get(name);
            if (value == null && required.contains(name)) {
                violations.add(Violation.missing(name, field.getValue().allowed()));
            } else if (value != null && !field.getValue().accepts(value)) {
                violations.add(Violation.value(name, value, field.getValue().allowed()));
            }
        }
        for (ExcludedCombination rule : excluded) {
            rule.check(request, violations);
        }
        return Collections.unmodifiableList(violations);
    }

    /** Refuses an extra field that would overwrite one with a method of its own. */
    String extraName(String name) {
        if (name == null || name.isEmpty() || fields.containsKey(name)) {
            throw new IllegalArgumentException("extra: " + (name == null ? "null" : Json.excerpt(name))
                    + " is not allowed; must be the name of a field other than " + fields.keySet()
                    + ", which have methods of their own");
        }
        return name;
    }
}
