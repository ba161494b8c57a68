package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** The seed that a made-up generation has used. */
final class Seed {

    private static final String FIELD = "seed";

    private Seed() {}

    /**
     * The seed asked for, or a made-up one when none was. A seed equal to the schema's default counts as none: the
     * default is what the service takes for a seed left out, and there it draws one.
     */
    static String used(JsonObject requestSchema, JsonObject body) {
        JsonObject rules = requestSchema.getAsJsonObject("properties").getAsJsonObject(FIELD);
        JsonElement asked = body.get(FIELD);
        if (asked == null || rules != null && isDefault(rules, asked)) {
            return Long.toString(drawn(rules));
        }
        return asked.getAsBigDecimal().toBigInteger().toString();
    }

    private static boolean isDefault(JsonObject rules, JsonElement asked) {
        return rules.has("default") && rules.get("default").getAsBigDecimal().compareTo(asked.getAsBigDecimal()) == 0;
    }

    /** One that the schema would accept, so that the caller can send it back. */
    private static long drawn(JsonObject rules) {
        long lowest = Math.max(1, bound(rules, "minimum", 1));
        long highest = Math.min(Integer.MAX_VALUE, bound(rules, "maximum", Integer.MAX_VALUE));
        return ThreadLocalRandom.current().nextLong(lowest, highest + 1);
    }

    private static long bound(JsonObject rules, String keyword, long otherwise) {
        return rules != null && rules.has(keyword) ? rules.get(keyword).getAsLong() : otherwise;
    }
}
