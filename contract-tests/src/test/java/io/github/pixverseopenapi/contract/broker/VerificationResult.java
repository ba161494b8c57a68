package io.github.pixverseopenapi.contract.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which interactions of the pact hold, by consumer and description, and why the others fail. */
final class VerificationResult {
    private final Map<String, Optional<String>> failures = new LinkedHashMap<>();

    void add(String interaction, Optional<String> failure) {
        failures.put(interaction, failure);
    }

    boolean contains(String interaction) {
        return failures.containsKey(interaction);
    }

    /** Why an interaction fails; empty when it holds. */
    Optional<String> failure(String interaction) {
        return failures.get(interaction);
    }

    int count() {
        return failures.size();
    }

    long failed() {
        return failures.values().stream().filter(Optional::isPresent).count();
    }

    boolean isSuccess() {
        return count() > 0 && failed() == 0;
    }

    /** One line for each interaction that fails. */
    String failures() {
        return lines(Optional::isPresent);
    }

    /** One line for each interaction. */
    @Override
    public String toString() {
        return lines(failure -> true);
    }

    private String lines(Predicate<Optional<String>> filter) {
        StringBuilder text = new StringBuilder();
        failures.forEach((interaction, failure) -> {
            if (filter.test(failure)) {
                text.append(interaction)
                        .append(": ")
                        .append(failure.map(message -> "failed: " + message).orElse("holds"))
                        .append('\n');
            }
        });
        return text.toString();
    }
}
