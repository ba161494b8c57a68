package io.github.pixverseopenapi.contract.samples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a field of a request.
 *
 * @param name the name
 * @param required whether a request must have it
 * @param rules the keywords of its schema, with references resolved
 */
public record Field(String name, boolean required, JsonObject rules) {

    /** The type; empty when the schema has none. */
    public String type() {
        return rules.has("type") ? rules.get("type").getAsString() : "";
    }

    /** Whether the type is that of a number. */
    public boolean isNumeric() {
        return type().equals("integer") || type().equals("number");
    }

    /** The listed values as JSON; empty when any is allowed. */
    public List<String> listed() {
        List<String> values = new ArrayList<>();
        if (rules.has("enum")) {
            rules.getAsJsonArray("enum").forEach(value -> values.add(value.toString()));
        }
        return values;
    }

    /** The value of {@code minimum} or {@code maximum}. */
    public Optional<BigDecimal> bound(String keyword) {
        return Optional.ofNullable(rules.get(keyword)).map(JsonElement::getAsBigDecimal);
    }

    /** Whether the pattern matches, if there is one; used to select samples, not to validate. */
    public boolean matches(String text) {
        return !rules.has("pattern")
                || text.matches("(?s).*(?:" + rules.get("pattern").getAsString() + ").*");
    }
}
