package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;

/** Enums that are allowed one by one but not together. */
final class ExcludedCombination {
    private final String reason;
    private final String[] fields;
    private final String[] values;

    ExcludedCombination(String reason, String... fieldsAndValues) {
        this.reason = reason;
        this.fields = new String[fieldsAndValues.length / 2];
        this.values = new String[fields.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fieldsAndValues[2 * i];
            values[i] = fieldsAndValues[2 * i + 1];
        }
    }

    void check(JsonObject request, List<Violation> violations) {
        StringBuilder given = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            JsonElement value = request.get(fields[i]);
            if (value == null || !value.isJsonPrimitive() || !holds(value.getAsJsonPrimitive(), values[i])) {
                return;
            }
            given.append(i == 0 ? "" : " with ").append(fields[i]).append(": ").append(value);
        }
        violations.add(Violation.combination(given.toString(), reason, fields.clone()));
    }

    /** The document writes excluded values as text; 8 stands for the number 8 as well. */
    private static boolean holds(JsonPrimitive value, String excluded) {
        if (!value.isNumber()) {
            return value.getAsString().equals(excluded);
        }
        try {
            return FieldConstraint.same(value, new JsonPrimitive(new BigDecimal(excluded)));
        } catch (NumberFormatException excludedIsText) {
            return false;
        }
    }
}
