package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;

/** Formats values for messages: quoted, on one line, and truncated. */
final class Abbreviated {

    private static final int MAX_LENGTH = 80;

    private Abbreviated() {}

    static String of(JsonElement value) {
        return TextSanitizer.abbreviate(value.toString(), MAX_LENGTH);
    }

    static String of(String value) {
        return of(new JsonPrimitive(value));
    }
}
