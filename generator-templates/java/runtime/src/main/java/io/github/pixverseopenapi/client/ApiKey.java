package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A key that can be sent. Printing it shows nothing, because OkHttp prints the tags of requests. */
final class ApiKey {
    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /** Throws an IOException, because OkHttp passes nothing else on to the callback of a queued call. */
    static ApiKey from(Supplier<String> supplier) throws IOException {
        String key;
        try {
            key = supplier.get();
        } catch (RuntimeException e) {
            // Its text may hold the key.
            throw new InvalidApiKeyException("apiKey must come from the supplier, but it threw "
                    + e.getClass().getName());
        }
        String problem = problem(key);
        if (problem != null) {
            throw new InvalidApiKeyException(problem);
        }
        return new ApiKey(key.trim());
    }

    /** What is wrong with a key, surrounding white space aside; null if nothing is. No message shows a key. */
    static @Nullable String problem(@Nullable String key) {
        if (key == null || key.trim().isEmpty()) {
            return "apiKey must be the secret key of your account, but was " + (key == null ? "missing" : "empty");
        }
        for (char character : key.trim().toCharArray()) {
            if (character <= ' ' || character > '~') {
                return "apiKey must be visible ASCII characters only, but holds a line break, space or other character"
                        + " that a header cannot hold (not shown here)";
            }
        }
        return null;
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "<redacted>";
    }

    /** There is no key that could be sent. */
    static final class InvalidApiKeyException extends IOException {
        private static final long serialVersionUID = 1L;

        InvalidApiKeyException(String message) {
            super(message);
        }
    }
}
