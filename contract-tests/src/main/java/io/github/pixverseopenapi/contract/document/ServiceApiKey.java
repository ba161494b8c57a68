package io.github.pixverseopenapi.contract.document;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's API key. Messages and {@link #toString()} never contain it. */
public final class ServiceApiKey {

    private final String value;

    private ServiceApiKey(String value) {
        this.value = value;
    }

    /**
     * The key in {@value ServiceFacts#API_KEY_VARIABLE}; empty when the variable is unset or blank, as in CI without
     * secrets.
     */
    public static Optional<ServiceApiKey> fromDefaultVariable(Map<String, String> environment) {
        String value = environment.getOrDefault(ServiceFacts.API_KEY_VARIABLE, "");
        return value.isBlank()
                ? Optional.empty()
                : Optional.of(read(value, "the variable " + ServiceFacts.API_KEY_VARIABLE));
    }

    /**
     * The key in the named variable.
     *
     * @throws IllegalArgumentException when it is missing or not a valid header value
     */
    public static ServiceApiKey fromVariable(String name, Map<String, String> environment) {
        return read(environment.getOrDefault(name, ""), "the variable " + name);
    }

    /**
     * The key in a file, without surrounding white space.
     *
     * @throws IllegalArgumentException when the file is unreadable or its key is not a valid header value
     */
    public static ServiceApiKey fromFile(Path file) {
        try {
            return read(Files.readString(file), "the file " + file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    Message.of("the file " + file, "a readable text file that contains only the key", "unreadable"), e);
        }
    }

    private static ServiceApiKey read(String text, String source) {
        String value = text.strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(Message.of(source, "an API key", "missing"));
        }
        if (!Redactor.KEY.matcher(value).matches()) {
            // The message omits the value, because it may be a real key with a typo.
            throw new IllegalArgumentException(Message.of(
                    source,
                    Redactor.MIN_KEY_LENGTH + " to " + Redactor.MAX_KEY_LENGTH
                            + " visible ASCII characters without blanks",
                    "not (value redacted)"));
        }
        return new ServiceApiKey(value);
    }

    /** The key, for the header and for redaction; never print it. */
    public String value() {
        return value;
    }

    /** A placeholder without the key. */
    @Override
    public String toString() {
        return "<key>";
    }
}
