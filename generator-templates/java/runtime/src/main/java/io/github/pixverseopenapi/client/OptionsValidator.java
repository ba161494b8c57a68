package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates the options of a client. */
final class OptionsValidator {
    private static final int MAX_RETRIES = 100;
    private static final int MAX_CONCURRENCY = 10_000;
    /** The maximum of OkHttp. */
    private static final Duration MAX_TIME = Duration.ofMillis(Integer.MAX_VALUE);

    private OptionsValidator() {}

    /** Names everything that is wrong at once. */
    static void check(PixverseClient.Builder builder) {
        List<String> problems = new ArrayList<>();
        if (builder.apiKeyIsFixed || builder.apiKey == null) {
            add(problems, ApiKey.problem(builder.apiKey == null ? null : builder.apiKey.get()));
        }
        add(problems, BaseUrl.problem("baseUrl", builder.baseUrl));
        builder.baseUrls.forEach(
                (operation, url) -> add(problems, BaseUrl.problem("baseUrl of " + operation.id(), url)));
        if (builder.timeout != null) {
            add(problems, timeProblem("timeout", builder.timeout));
        }
        if (builder.queueTimeout != null) {
            add(problems, timeProblem("queueTimeout", builder.queueTimeout));
        }
        add(problems, timeProblem("connectTimeout", builder.connectTimeout));
        add(problems, rangeProblem("maxConcurrency", builder.maxConcurrency, 1, MAX_CONCURRENCY));
        add(problems, rangeProblem("maxRetries", builder.maxRetries, 0, MAX_RETRIES));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    static void add(List<String> problems, @Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** Rejects null. */
    static <T> T require(String name, String rule, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was null");
        }
        return value;
    }

    /** What is wrong with a timeout, or null if nothing is. */
    static @Nullable String timeProblem(String name, @Nullable Duration time) {
        boolean allowed = time != null && time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(MAX_TIME) <= 0;
        return allowed ? null : name + " must be from 1 ms to " + MAX_TIME + ", but was " + time;
    }

    static @Nullable String rangeProblem(String name, int value, int min, int max) {
        return value >= min && value <= max
                ? null
                : name + " must be from " + min + " to " + max + ", but was " + value;
    }
}
