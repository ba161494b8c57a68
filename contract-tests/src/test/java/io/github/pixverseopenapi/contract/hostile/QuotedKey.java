package io.github.pixverseopenapi.contract.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How a service may quote the key that it was sent. */
public enum QuotedKey {
    PLAIN(key -> key),
    UPPER_CASE(key -> key.toUpperCase(Locale.ROOT)),
    LOWER_CASE(key -> key.toLowerCase(Locale.ROOT)),
    JSON_SLASHES(key -> key.replace("/", "\\/")),
    JSON_UNICODE(key -> each(key, "\\u%04x")),
    JSON_UNICODE_CAPITALS(key -> each(key, "\\u%04X")),
    JSON_IN_JSON(key -> key.replace("/", "\\\\\\/")),
    JSON_UNICODE_IN_JSON(key -> each(key, "\\\\u%04x")),
    PERCENT_WHERE_NEEDED(key -> key.replace("/", "%2F").replace("+", "%2b")),
    PERCENT(key -> each(key, "%%%02X")),
    PERCENT_TWICE(key -> each(key, "%%25%02x")),
    HTML_NAMES(key -> key.replace("/", "&sol;").replace("+", "&plus;")),
    HTML_DECIMAL(key -> each(key, "&#%d;")),
    HTML_HEXADECIMAL(key -> each(key, "&#x%x;")),
    BASE64(key -> Base64.getEncoder().encodeToString(bytes(key))),
    BASE64_AFTER_ONE_BYTE(key -> Base64.getEncoder().encodeToString(bytes(":" + key + ":and more"))),
    BASE64_AFTER_TWO_BYTES(key -> Base64.getUrlEncoder().encodeToString(bytes("u:" + key))),
    HEXADECIMAL(key -> HexFormat.of().formatHex(bytes(key))),
    ZERO_WIDTH_INSIDE(key -> key.replace("/", "/\u200b\u202e")),
    ZERO_WIDTH_ESCAPED_INSIDE(key -> key.replace("/", "/\\u200b")),
    COLOUR_INSIDE(key -> key.replace("/", "/\\u001b[31m")),
    CUT(key -> key.substring(0, key.length() - 5));

    private final UnaryOperator<String> quote;

    QuotedKey(UnaryOperator<String> quote) {
        this.quote = quote;
    }

    /** The key as it is quoted. */
    public String of(String key) {
        return quote.apply(key);
    }

    /** The text that no output may contain, in lower case. */
    public List<String> traces(String key) {
        String quoted = of(key).replaceAll("=+$", "");
        return List.of(
                quoted.substring(0, quoted.length() - 4).toLowerCase(Locale.ROOT),
                key.substring(0, 8).toLowerCase(Locale.ROOT),
                key.substring(key.length() - 8).toLowerCase(Locale.ROOT));
    }

    private static String each(String key, String format) {
        return key.chars()
                .mapToObj(character -> String.format(Locale.ROOT, format, character))
                .collect(Collectors.joining());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
