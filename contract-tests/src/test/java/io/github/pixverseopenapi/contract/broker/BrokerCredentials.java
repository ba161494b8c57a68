package io.github.pixverseopenapi.contract.broker;

import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;

/** A bearer token, or a user name and a password. {@link #toString()} never contains them. */
final class BrokerCredentials {
    /** The variables that all tools of Pact read. */
    static final String TOKEN = "PACT_BROKER_TOKEN";

    static final String USERNAME = "PACT_BROKER_USERNAME";
    static final String PASSWORD = "PACT_BROKER_PASSWORD";

    private final String header;
    private final List<Redactor> redactors;

    private BrokerCredentials(String header, String secret) {
        this.header = header;
        // What the header contains may be encoded, which hides the secret from its own redactor.
        this.redactors = List.of(Redactor.of(secret), Redactor.of(header.substring(header.indexOf(' ') + 1)));
    }

    /**
     * The credentials of the environment; empty when no variable is set.
     *
     * @throws IllegalArgumentException when the variables conflict, are incomplete or are not valid in a header
     */
    static Optional<BrokerCredentials> read(Map<String, String> environment) {
        Optional<String> token = given(environment, TOKEN);
        Optional<String> username = given(environment, USERNAME);
        Optional<String> password = given(environment, PASSWORD);
        if (token.isPresent() && (username.isPresent() || password.isPresent())) {
            throw new IllegalArgumentException(TOKEN + " must not be combined with " + USERNAME + " and " + PASSWORD);
        }
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(USERNAME + " must be combined with " + PASSWORD);
        }
        token.ifPresent(BrokerCredentials::requireVisible);
        return token.map(text -> new BrokerCredentials("Bearer " + text, text))
                .or(() -> username.map(name -> new BrokerCredentials(
                        Credentials.basic(name, password.orElseThrow(), StandardCharsets.UTF_8),
                        password.orElseThrow())));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static void requireVisible(String token) {
        if (!token.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException(
                    Message.of(TOKEN, "visible ASCII characters without blanks", "not (value redacted)"));
        }
    }

    /** The value of the header {@code Authorization}. */
    String header() {
        return header;
    }

    /** Removes the credentials from a text of the broker, which may quote the request. */
    String redact(String text) {
        String redacted = text;
        for (Redactor redactor : redactors) {
            redacted = redactor.redact(redacted);
        }
        return redacted;
    }

    @Override
    public String toString() {
        return "<credentials>";
    }
}
