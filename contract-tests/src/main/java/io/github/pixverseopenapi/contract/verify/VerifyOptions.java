package io.github.pixverseopenapi.contract.verify;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the person who starts a verification may set.
 *
 * @param target where the service is
 * @param key the user's key; without one, what needs it is not checked
 * @param budgetUsd the most that may be spent, in US dollars; without one, nothing is sent that may be billed
 * @param selection what to check
 * @param inputs addresses of files for the service, by the request field that takes them, such as {@code image_url}
 * @param timeLimit how long a request may take; by default 30 seconds for what cannot be billed, else five times the
 *     document's typical time, or ten minutes where it has none
 */
public record VerifyOptions(
        VerifyTarget target,
        Optional<VerifyApiKey> key,
        Optional<BigDecimal> budgetUsd,
        CheckSelection selection,
        Map<String, String> inputs,
        Optional<Duration> timeLimit) {

    /** Refuses {@code null}. */
    public VerifyOptions {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(budgetUsd, "budgetUsd");
        Objects.requireNonNull(selection, "selection");
        inputs = Map.copyOf(inputs);
        Objects.requireNonNull(timeLimit, "timeLimit");
    }
}
