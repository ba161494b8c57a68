package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The document's schema of one field of a request, with references resolved. */
public record Field(String name, boolean required, JsonObject rules) {

    public String type() {
        return rules.get("type").getAsString();
    }

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

    public Optional<BigDecimal> bound(String keyword) {
        return Optional.ofNullable(rules.get(keyword)).map(JsonElement::getAsBigDecimal);
    }

    /** Whether the pattern matches, if there is one; used to select samples, not to validate. */
    public boolean matches(String text) {
        return !rules.has("pattern")
                || text.matches("(?s).*(?:" + rules.get("pattern").getAsString() + ").*");
    }
}
