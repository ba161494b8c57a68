package io.github.pixverseopenapi.client;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids of jobs: a UUID as far as known; whatever else is safe in a path is accepted. */
final class JobId {
    private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z_-]{1,100}");
    private static final int LONGEST_EXCERPT = 100;

    private JobId() {}

    static boolean isValid(@Nullable String id) {
        return id != null && ALLOWED.matcher(id).matches();
    }

    /** @throws IllegalArgumentException if the id cannot be one */
    static String check(@Nullable String id) {
        if (id == null || !isValid(id)) {
            throw new IllegalArgumentException(
                    "id must be 1 to 100 letters, digits, hyphens and underscores, but was " + excerpt(id));
        }
        return id;
    }

    private static String excerpt(@Nullable String id) {
        if (id == null) {
            return "null";
        }
        String line = new KeyRedactor(null).redactLine(id);
        return '"' + line.substring(0, Math.min(LONGEST_EXCERPT, line.length())) + '"';
    }
}
