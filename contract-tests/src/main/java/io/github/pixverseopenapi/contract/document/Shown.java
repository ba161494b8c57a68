package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/** Values as they stand in messages: quoted, on one line, and not too long. */
final class Shown {

    /** Long enough for any sensible value, short enough for an error message. */
    private static final int LONGEST = 80;

    private Shown() {}

    static String of(JsonElement value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static String of(String value) {
        return of(new JsonPrimitive(value));
    }
}
