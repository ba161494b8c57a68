package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of a verification.
 *
 * @param target the base URL of the service
 * @param key the API key; checks that require it are skipped without one
 * @param budgetUsd the maximum cost in US dollars; no billable request is sent without one
 * @param selection the checks to run
 * @param inputs URLs of files by request field, such as {@code image_url}
 * @param timeLimit the call timeout; by default 30 seconds for requests that cannot be billed, and for others five
 *     times the documented typical time, or ten minutes without one
 */
public record VerifyOptions(
        VerifyTarget target,
        Optional<ServiceApiKey> key,
        Optional<BigDecimal> budgetUsd,
        CheckSelection selection,
        Map<String, String> inputs,
        Optional<Duration> timeLimit) {

    /** Rejects {@code null}. */
    public VerifyOptions {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(budgetUsd, "budgetUsd");
        Objects.requireNonNull(selection, "selection");
        inputs = Map.copyOf(inputs);
        Objects.requireNonNull(timeLimit, "timeLimit");
    }
}
