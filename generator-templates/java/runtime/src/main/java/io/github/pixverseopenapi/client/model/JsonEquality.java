package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Compares JSON by what it means: 8 is 8.0, whatever Java types hold them. Gson compares numbers of different types as
 * doubles, which cannot tell 9007199254740993 from 9007199254740992, and gives equal ones different hash codes.
 */
final class JsonEquality {
    private JsonEquality() {}

    static boolean same(JsonElement left, JsonElement right) {
        if (left.isJsonObject() && right.isJsonObject()) {
            return sameObjects(left.getAsJsonObject(), right.getAsJsonObject());
        }
        if (left.isJsonArray() && right.isJsonArray()) {
            return sameArrays(left.getAsJsonArray(), right.getAsJsonArray());
        }
        if (left.isJsonPrimitive() && right.isJsonPrimitive()) {
            return FieldConstraint.same(left.getAsJsonPrimitive(), right.getAsJsonPrimitive());
        }
        return left.equals(right);
    }

    private static boolean sameObjects(JsonObject left, JsonObject right) {
        if (!left.keySet().equals(right.keySet())) {
            return false;
        }
        for (Map.Entry<String, JsonElement> member : left.entrySet()) {
            if (!same(member.getValue(), right.get(member.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameArrays(JsonArray left, JsonArray right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Equal for what is the same. */
    static int hash(JsonElement value) {
        if (value.isJsonObject()) {
            return hash(value.getAsJsonObject());
        }
        if (value.isJsonArray()) {
            return hash(value.getAsJsonArray());
        }
        return value.isJsonPrimitive() ? hash(value.getAsJsonPrimitive()) : value.hashCode();
    }

    /** As {@link java.util.Map#hashCode()}: a sum, because the order of members means nothing. */
    private static int hash(JsonObject value) {
        int hash = 0;
        for (Map.Entry<String, JsonElement> member : value.entrySet()) {
            hash += member.getKey().hashCode() ^ hash(member.getValue());
        }
        return hash;
    }

    /** As {@link java.util.List#hashCode()}. */
    private static int hash(JsonArray value) {
        int hash = 1;
        for (JsonElement element : value) {
            hash = 31 * hash + hash(element);
        }
        return hash;
    }

    private static int hash(JsonPrimitive value) {
        BigDecimal number = FieldConstraint.numberIn(value);
        return number == null ? value.hashCode() : number.stripTrailingZeros().hashCode();
    }
}
