package io.github.pixverseopenapi.contract.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blackens the key wherever the service repeats it, before anything else sees the answer. */
final class Secrets {

    private static final char BLACK = '*';

    private final Optional<Pattern> key;

    Secrets(Optional<ApiKey> key) {
        this.key = key.map(present -> Pattern.compile(present.value(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE));
    }

    /** The text with a star for each character of the key: lengths that the answer announces stay true. */
    String blacken(String text) {
        return key.map(pattern -> pattern.matcher(text).replaceAll(Secrets::stars)).orElse(text);
    }

    byte[] blacken(byte[] bytes) {
        if (key.isEmpty()) {
            return bytes;
        }
        // One character for each byte, there and back.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return key.get().matcher(text).find() ? blacken(text).getBytes(StandardCharsets.ISO_8859_1) : bytes;
    }

    Map<String, List<String>> blacken(Map<String, List<String>> headers) {
        Map<String, List<String>> result = new TreeMap<>();
        headers.forEach((name, values) ->
                result.put(blacken(name), values.stream().map(this::blacken).toList()));
        return result;
    }

    private static String stars(MatchResult found) {
        return Matcher.quoteReplacement(String.valueOf(BLACK).repeat(found.end() - found.start()));
    }
}
