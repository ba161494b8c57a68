package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** The seed of a generated video. */
final class Seed {

    private static final String FIELD = "seed";

    private Seed() {}

    /**
     * The seed of the request, or a random one if the request has none. A seed equal to the schema's default counts as
     * omitted, because the service generates a random seed for both.
     */
    static String used(JsonObject requestSchema, JsonObject body) {
        JsonObject rules = requestSchema.getAsJsonObject("properties").getAsJsonObject(FIELD);
        JsonElement requested = body.get(FIELD);
        if (requested == null || rules != null && isDefault(rules, requested)) {
            return Long.toString(random(rules));
        }
        return requested.getAsBigDecimal().toBigInteger().toString();
    }

    private static boolean isDefault(JsonObject rules, JsonElement requested) {
        return rules.has("default")
                && rules.get("default").getAsBigDecimal().compareTo(requested.getAsBigDecimal()) == 0;
    }

    /** A random seed that the schema accepts, so that the client can send it in a later request. */
    private static long random(JsonObject rules) {
        long min = Math.max(1, bound(rules, "minimum", 1));
        long max = Math.min(Integer.MAX_VALUE, bound(rules, "maximum", Integer.MAX_VALUE));
        return ThreadLocalRandom.current().nextLong(min, max + 1);
    }

    private static long bound(JsonObject rules, String keyword, long fallback) {
        return rules != null && rules.has(keyword) ? rules.get(keyword).getAsLong() : fallback;
    }
}
