package io.github.pixverseopenapi.contract.redaction;

import java.util.regex.Pattern;

/** Makes text from elsewhere safe to print: it could hold escape sequences, or characters that XML cannot hold. */
public final class TextSanitizer {

    /** Has no visible form but is neither a control nor a format character, such as a variation selector. */
    private static final String INVISIBLE =
            "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\\x{e0100}-\\x{e01ef}";

    /** A colour or a movement of the cursor (ECMA-48, control sequence). */
    static final Pattern CONTROL_SEQUENCE = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]{0,64}+[ -/]{0,8}+[@-~]");

    private static final Pattern INVISIBLE_CHARACTER = Pattern.compile("[" + INVISIBLE + "]");

    /** White space, and control, format (zero-width and bidirectional), private, unassigned and unpaired characters. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{C}\ufffd\ufffe\uffff" + INVISIBLE + "]+");

    private TextSanitizer() {}

    /** The text on one line: control sequences removed, each run of white space and unprintable characters one space. */
    public static String line(String text) {
        return GAP.matcher(CONTROL_SEQUENCE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** The text up to a number of characters, with an ellipsis where more followed; no surrogate pair is cut in two. */
    public static String abbreviate(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end) + "…";
    }

    /** Whether a reader cannot see this character, so that a key with it inside still reads as the key. */
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
