package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The document's schema of one field of a request, with references resolved. */
public record Field(String name, boolean required, JsonObject rules) {

    /** The maximum integer that a double represents exactly. */
    private static final long LARGEST_IN_A_DOUBLE = (1L << 53) - 1;

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

    /** Each listed value, both truths, or both ends of a range; none of other texts. */
    public List<JsonElement> boundaryValues() {
        return switch (type()) {
            case "boolean" -> List.of(new JsonPrimitive(true), new JsonPrimitive(false));
            case "integer", "number" -> listed().isEmpty() ? ends() : parsedList();
            default -> parsedList();
        };
    }

    private List<JsonElement> parsedList() {
        return listed().stream().map(JsonParser::parseString).toList();
    }

    /** The first one is within reach of every language. */
    private List<JsonElement> ends() {
        BigDecimal minimum = bound("minimum").orElseThrow();
        BigDecimal maximum = bound("maximum").orElseThrow();
        List<JsonElement> ends = new ArrayList<>();
        if (type().equals("number")) {
            ends.add(new JsonPrimitive(minimum.add(new BigDecimal("0.25"))));
        } else if (minimum.abs().compareTo(BigDecimal.valueOf(LARGEST_IN_A_DOUBLE)) > 0) {
            ends.add(new JsonPrimitive(LARGEST_IN_A_DOUBLE));
        }
        ends.add(new JsonPrimitive(minimum));
        ends.add(new JsonPrimitive(maximum));
        return ends;
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
