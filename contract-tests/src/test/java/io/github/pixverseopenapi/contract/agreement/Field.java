package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the document says of one field of a request, references followed. */
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

    /** Whether the pattern finds its match, if there is a pattern; only to pick a sample, not to judge. */
    public boolean matches(String text) {
        return !rules.has("pattern")
                || text.matches("(?s).*(?:" + rules.get("pattern").getAsString() + ").*");
    }
}
