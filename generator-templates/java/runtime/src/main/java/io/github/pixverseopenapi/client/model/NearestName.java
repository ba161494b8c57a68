package io.github.pixverseopenapi.client.model;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the field that a misspelt name probably means. */
final class NearestName {
    /** One misspelling for this many characters. */
    private static final int CHARACTERS_TO_AN_EDIT = 3;

    private NearestName() {}

    /** Returns the known name that is most like the given one, the first of several; null if none is much like it. */
    static @Nullable String among(Collection<String> known, String name) {
        String letters = letters(name);
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = edits(letters(candidate), letters);
            if (edits <= candidate.length() / CHARACTERS_TO_AN_EDIT && edits < fewest) {
                nearest = candidate;
                fewest = edits;
            }
        }
        return nearest;
    }

    /** imageUrl, image-url and Image_URL are the same name, written in the manner of another language. */
    private static String letters(String name) {
        return name.replaceAll("[_\\s-]", "").toLowerCase(Locale.ROOT);
    }

    /** The Levenshtein distance: how many characters to insert, delete or replace. */
    private static int edits(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
