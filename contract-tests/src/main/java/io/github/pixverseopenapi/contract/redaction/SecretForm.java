package io.github.pixverseopenapi.contract.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A representation of a secret.
 *
 * @param text the secret or an encoding of it
 * @param ignoresCase whether it is case-insensitive
 * @param minTruncatedLength the minimum length of a truncated form that is redacted
 */
record SecretForm(String text, boolean ignoresCase, int minTruncatedLength) {

    private static final int MIN_TRUNCATED_LENGTH = 6;

    /** The number of encoded characters that represent about as many of the secret. */
    private static final int MIN_ENCODED_TRUNCATED_LENGTH = 12;

    private static final int MIN_IDENTIFIABLE_LENGTH = 8;
    private static final int BITS_PER_BYTE = 8;
    private static final int BITS_PER_BASE64_CHARACTER = 6;

    /** The secret, its bytes in hexadecimal, and its forms at each alignment within Base64. */
    static List<SecretForm> of(String secret) {
        Set<SecretForm> forms = new LinkedHashSet<>();
        forms.add(new SecretForm(secret, true, MIN_TRUNCATED_LENGTH));
        // A decoder may interpret a part of the secret as an encoding.
        forms.add(new SecretForm(decoded(secret), true, MIN_TRUNCATED_LENGTH));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(new SecretForm(HexFormat.of().formatHex(bytes), true, MIN_ENCODED_TRUNCATED_LENGTH));
        for (int bytesBefore = 0; bytesBefore < 3; bytesBefore++) {
            forms.add(new SecretForm(
                    base64(Base64.getEncoder(), bytes, bytesBefore), false, MIN_ENCODED_TRUNCATED_LENGTH));
            forms.add(new SecretForm(
                    base64(Base64.getUrlEncoder(), bytes, bytesBefore), false, MIN_ENCODED_TRUNCATED_LENGTH));
        }
        return new ArrayList<>(forms);
    }

    /** The decoded secret; the secret itself if the decoded one is so short that it occurs by chance. */
    private static String decoded(String secret) {
        String decoded = DecodedText.of(secret, 0, secret.length()).decoded().text();
        return decoded.length() < MIN_IDENTIFIABLE_LENGTH ? secret : decoded;
    }

    /** The Base64 characters that depend on the secret only, not on adjacent bytes. */
    private static String base64(Base64.Encoder encoder, byte[] secret, int bytesBefore) {
        byte[] padded = new byte[bytesBefore + secret.length + 2];
        System.arraycopy(secret, 0, padded, bytesBefore, secret.length);
        int firstBit = bytesBefore * BITS_PER_BYTE;
        int first = (firstBit + BITS_PER_BASE64_CHARACTER - 1) / BITS_PER_BASE64_CHARACTER;
        int end = (firstBit + secret.length * BITS_PER_BYTE) / BITS_PER_BASE64_CHARACTER;
        return encoder.encodeToString(padded).substring(first, Math.max(first, end));
    }

    /** The length of the common prefix with another text at an index. */
    int lengthAt(String other, int index) {
        int length = 0;
        while (length < text.length() && other.regionMatches(ignoresCase, index + length, text, length, 1)) {
            length++;
        }
        return length;
    }

    /** Whether a prefix of this length identifies the secret at any position. */
    boolean isIdentifiable(int length) {
        return length >= Math.max(Math.min(MIN_IDENTIFIABLE_LENGTH, text.length()), (text.length() * 3 + 3) / 4);
    }
}
