package io.github.pixverseopenapi.contract.redaction;

import java.util.regex.Pattern;

/** Removes escape sequences and characters that XML cannot represent from untrusted text. */
public final class TextSanitizer {

    /** Invisible characters that are neither control nor format characters, such as variation selectors. */
    private static final String INVISIBLE =
            "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\\x{e0100}-\\x{e01ef}";

    /** A control sequence (ECMA-48), such as a colour or a cursor movement. */
    static final Pattern CONTROL_SEQUENCE = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]{0,64}+[ -/]{0,8}+[@-~]");

    private static final Pattern INVISIBLE_CHARACTER = Pattern.compile("[" + INVISIBLE + "]");

    /** White space, and control, format (zero-width and bidirectional), private, unassigned and unpaired characters. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{C}\ufffd\ufffe\uffff" + INVISIBLE + "]+");

    private TextSanitizer() {}

    /**
     * Converts text into one line: removes control sequences, replaces white space and unprintable characters by a
     * space.
     */
    public static String line(String text) {
        return GAP.matcher(CONTROL_SEQUENCE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** Truncates text to a maximum length and appends an ellipsis; does not split surrogate pairs. */
    public static String abbreviate(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end) + "…";
    }

    /** Whether a character is invisible, so that a key that contains it is still readable. */
    static boolean isUnprintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint < ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.NON_SPACING_MARK, Character.OTHER_LETTER ->
                INVISIBLE_CHARACTER.matcher(Character.toString(codePoint)).matches();
            default -> false;
        };
    }
}
