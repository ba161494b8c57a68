package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;

/** Values as they stand in messages: quoted, on one line, and not too long. */
final class Abbreviated {

    /** Long enough for any sensible value, short enough for an error message. */
    private static final int LONGEST = 80;

    private Abbreviated() {}

    static String of(JsonElement value) {
        return TextSanitizer.abbreviate(value.toString(), LONGEST);
    }

    static String of(String value) {
        return of(new JsonPrimitive(value));
    }
}
