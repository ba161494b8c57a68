package io.github.pixverseopenapi.contract.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text by which a secret can be known.
 *
 * @param text the secret, or a code of it
 * @param ignoresCase whether it is the same in capital and small letters
 * @param shortestCut how many of its first characters, cut off after them, still give away too much
 */
record SecretForm(String text, boolean ignoresCase, int shortestCut) {

    private static final int SHORTEST_CUT = 6;

    /** As many characters as code about that many of the secret. */
    private static final int SHORTEST_CODE_CUT = 12;

    private static final int SHORTEST_TELLING = 8;
    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_BASE64 = 6;

    /** The secret itself, its bytes in hexadecimal, and each of the texts that it can be in the midst of Base64. */
    static List<SecretForm> of(String secret) {
        Set<SecretForm> forms = new LinkedHashSet<>();
        forms.add(new SecretForm(secret, true, SHORTEST_CUT));
        // As a decoder would leave it that takes a part of the secret for an encoding.
        forms.add(new SecretForm(decoded(secret), true, SHORTEST_CUT));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(new SecretForm(HexFormat.of().formatHex(bytes), true, SHORTEST_CODE_CUT));
        for (int bytesBefore = 0; bytesBefore < 3; bytesBefore++) {
            forms.add(new SecretForm(base64(Base64.getEncoder(), bytes, bytesBefore), false, SHORTEST_CODE_CUT));
            forms.add(new SecretForm(base64(Base64.getUrlEncoder(), bytes, bytesBefore), false, SHORTEST_CODE_CUT));
        }
        return new ArrayList<>(forms);
    }

    /** The secret again if too little is left, because that stands in a text by chance. */
    private static String decoded(String secret) {
        String decoded = DecodedText.of(secret, 0, secret.length()).decoded().text();
        return decoded.length() < SHORTEST_TELLING ? secret : decoded;
    }

    /** The characters that depend on nothing but the secret, when other bytes come before and after it. */
    private static String base64(Base64.Encoder encoder, byte[] secret, int bytesBefore) {
        byte[] padded = new byte[bytesBefore + secret.length + 2];
        System.arraycopy(secret, 0, padded, bytesBefore, secret.length);
        int firstBit = bytesBefore * BITS_OF_BYTE;
        int first = (firstBit + BITS_OF_BASE64 - 1) / BITS_OF_BASE64;
        int end = (firstBit + secret.length * BITS_OF_BYTE) / BITS_OF_BASE64;
        return encoder.encodeToString(padded).substring(first, Math.max(first, end));
    }

    /** How many of its first characters stand in a text at an index. */
    int lengthAt(String other, int index) {
        int length = 0;
        while (length < text.length() && other.regionMatches(ignoresCase, index + length, text, length, 1)) {
            length++;
        }
        return length;
    }

    /** Whether so many of its first characters give it away wherever they stand. */
    boolean isTelling(int length) {
        return length >= Math.max(Math.min(SHORTEST_TELLING, text.length()), (text.length() * 3 + 3) / 4);
    }
}
