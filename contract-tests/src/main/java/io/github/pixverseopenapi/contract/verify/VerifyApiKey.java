package io.github.pixverseopenapi.contract.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The user's key, which no text of this class shows. */
public final class VerifyApiKey {

    /** Where the key is looked for unless another place is named. */
    public static final String DEFAULT_VARIABLE = "SEGMIND_API_KEY";

    private static final Pattern USABLE = Pattern.compile("[!-~]{8,1000}");

    private final String value;

    private VerifyApiKey(String value) {
        this.value = value;
    }

    /** The key in {@value #DEFAULT_VARIABLE}; none when the variable is not set, or empty as CI leaves it. */
    public static Optional<VerifyApiKey> fromDefaultVariable(Map<String, String> environment) {
        String value = environment.getOrDefault(DEFAULT_VARIABLE, "");
        return value.isBlank() ? Optional.empty() : Optional.of(read(value, "the variable " + DEFAULT_VARIABLE));
    }

    /**
     * The key in a variable that was asked for by name.
     *
     * @throws IllegalArgumentException when there is none, or none that can stand in a header
     */
    public static VerifyApiKey fromVariable(String name, Map<String, String> environment) {
        return read(environment.getOrDefault(name, ""), "the variable " + name);
    }

    /**
     * The key that is all there is in a file, white space around it aside.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds no key that can stand in a header
     */
    public static VerifyApiKey fromFile(Path file) {
        try {
            return read(Files.readString(file), "the file " + file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " cannot be read; allowed is a text file that"
                            + " holds the key and nothing else",
                    e);
        }
    }

    private static VerifyApiKey read(String text, String place) {
        String value = text.strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(place + " holds no key");
        }
        if (!USABLE.matcher(value).matches()) {
            // The value stays out of the message: it may be a real key with a slip.
            throw new IllegalArgumentException(
                    place + " holds no usable key; allowed is 8 to 1000 visible ASCII characters without blanks");
        }
        return new VerifyApiKey(value);
    }

    /** For the header, and for finding it in what must not hold it. */
    String value() {
        return value;
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "<key>";
    }
}
