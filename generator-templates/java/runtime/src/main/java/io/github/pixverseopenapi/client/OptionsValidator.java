package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the settings of a client may be. */
final class OptionsValidator {
    private static final int MOST_RETRIES = 100;
    private static final int MOST_CONCURRENCY = 10_000;
    /** The most that OkHttp takes. */
    private static final Duration LONGEST_TIME = Duration.ofMillis(Integer.MAX_VALUE);

    private OptionsValidator() {}

    /** Names everything that is wrong at once. */
    static void check(PixverseClient.Builder settings) {
        List<String> problems = new ArrayList<>();
        if (settings.apiKeyIsFixed || settings.apiKey == null) {
            add(problems, ApiKeyInterceptor.problem(settings.apiKey == null ? null : settings.apiKey.get()));
        }
        add(problems, BaseUrl.problem(settings.baseUrl));
        if (settings.timeout != null) {
            add(problems, timeProblem("timeout", settings.timeout));
        }
        add(problems, timeProblem("connectTimeout", settings.connectTimeout));
        add(problems, rangeProblem("maxConcurrency", settings.maxConcurrency, 1, MOST_CONCURRENCY));
        add(problems, rangeProblem("retries", settings.retries, 0, MOST_RETRIES));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static void add(List<String> problems, String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** What is wrong with a time limit, or null if nothing is. */
    static String timeProblem(String name, Duration time) {
        boolean allowed = time != null && time.compareTo(Duration.ofMillis(1)) >= 0
                && time.compareTo(LONGEST_TIME) <= 0;
        return allowed ? null : name + ": " + time + " is not allowed; must be from 1 ms to " + LONGEST_TIME;
    }

    private static String rangeProblem(String name, int value, int least, int most) {
        return value >= least && value <= most
                ? null
                : name + ": " + value + " is not allowed; must be from " + least + " to " + most;
    }
}
