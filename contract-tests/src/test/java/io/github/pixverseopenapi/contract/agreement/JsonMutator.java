package io.github.pixverseopenapi.contract.agreement;

import java.util.List;
import java.util.Random;

/** Text with one typing error: a character removed, duplicated or inserted. Most such texts are invalid JSON. */
final class JsonMutator {
    /**
     * No letter d, which could create an unpaired surrogate in a name: Jackson rejects those. And no non-ASCII
     * digit, which Jackson accepts as hexadecimal in an escape.
     */
    private static final List<String> PIECES = List.of(
            ",",
            ":",
            "\"",
            "'",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "0",
            "-",
            "+",
            ".",
            "e",
            "E",
            "T",
            "n",
            "/",
            "//x\n",
            "/**/",
            "#",
            " ",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\u001f",
            "\f",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\ud83c\udfac",
            "NaN",
            ",,",
            "\\'");

    private JsonMutator() {}

    static String in(String text, Random random) {
        int[] characters = text.codePoints().toArray();
        int at = random.nextInt(characters.length);
        String before = new String(characters, 0, at);
        String one = Character.toString(characters[at]);
        String after = new String(characters, at + 1, characters.length - at - 1);
        return before
                + switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> one + one;
                    default -> PIECES.get(random.nextInt(PIECES.size())) + one;
                }
                + after;
    }
}
