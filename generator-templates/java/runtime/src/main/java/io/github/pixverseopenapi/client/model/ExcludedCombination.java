package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enums that are allowed one by one but not together. */
final class ExcludedCombination {
    private final String reason;
    private final String[] fields;
    private final String[] values;
    /** The values as numbers; null for those that are none. */
    private final @Nullable BigDecimal[] numbers;

    ExcludedCombination(String reason, String... fieldsAndValues) {
        this.reason = reason;
        this.fields = new String[fieldsAndValues.length / 2];
        this.values = new String[fields.length];
        this.numbers = new BigDecimal[fields.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fieldsAndValues[2 * i];
            values[i] = fieldsAndValues[2 * i + 1];
            numbers[i] = number(values[i]);
        }
    }

    /** The document writes excluded values as text; 8 stands for the number 8 as well. */
    private static @Nullable BigDecimal number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException valueIsText) {
            return null;
        }
    }

    void check(JsonObject request, List<Violation> violations) {
        for (int i = 0; i < fields.length; i++) {
            JsonElement value = request.get(fields[i]);
            if (value == null || !value.isJsonPrimitive() || !isExcluded(value.getAsJsonPrimitive(), i)) {
                return;
            }
        }
        List<String> given = new ArrayList<>();
        for (String field : fields) {
            given.add(field + " " + request.get(field));
        }
        violations.add(Violation.combination(String.join(" and ", given), reason, fields.clone()));
    }

    private boolean isExcluded(JsonPrimitive value, int i) {
        if (!value.isNumber()) {
            return value.getAsString().equals(values[i]);
        }
        BigDecimal number = FieldConstraint.numberIn(value);
        return number != null && numbers[i] != null && number.compareTo(numbers[i]) == 0;
    }
}
