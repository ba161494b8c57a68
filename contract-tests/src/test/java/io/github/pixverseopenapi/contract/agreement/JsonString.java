package io.github.pixverseopenapi.contract.agreement;

/** Text as a JSON string. */
final class JsonString {
    private JsonString() {}

    /** Escapes what RFC 8259 requires, and unpaired surrogates, which UTF-8 cannot encode. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '"' || codePoint == '\\') {
                json.append('\\').append((char) codePoint);
            } else if (codePoint < ' ' || Character.getType(codePoint) == Character.SURROGATE) {
                json.append(String.format("\\u%04x", codePoint));
            } else {
                json.appendCodePoint(codePoint);
            }
        });
        return json.append('"').toString();
    }

    /** Escapes every UTF-16 unit. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> json.append(String.format("\\u%04X", unit)));
        return json.append('"').toString();
    }
}
