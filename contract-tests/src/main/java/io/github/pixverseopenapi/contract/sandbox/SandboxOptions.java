package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

/** Validates options; messages name the option, the rule and the rejected value. */
final class SandboxOptions {

    /** Stays within the range of socket timeouts. */
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    private SandboxOptions() {}

    static int port(int port) {
        require(port >= 0 && port <= 65_535, "port", "0 (a free one) to 65535", port);
        return port;
    }

    static BigDecimal credits(BigDecimal usd) {
        require(usd != null && usd.signum() >= 0, "credits", "0 US dollars or more", usd);
        return usd;
    }

    static Duration latency(Duration latency) {
        require(
                latency != null && !latency.isNegative() && latency.compareTo(MAX_DURATION) <= 0,
                "latency",
                "0 to 1 hour",
                latency);
        return latency;
    }

    static int calls(int calls) {
        require(calls >= 1, "rateLimit calls", "1 or more", calls);
        return calls;
    }

    static Duration window(Duration window) {
        require(
                window != null && !window.isNegative() && !window.isZero() && window.compareTo(MAX_DURATION) <= 0,
                "rateLimit window",
                "more than 0 and at most 1 hour",
                window);
        return window;
    }

    static int status(int status) {
        require(status >= 200 && status <= 599, "status", "200 to 599", status);
        return status;
    }

    static String oneOf(String option, String value, Collection<String> allowed) {
        require(allowed.contains(value), option, "one of " + String.join(", ", new TreeSet<>(allowed)), value);
        return value;
    }

    static <T> T nonNull(String option, T value) {
        require(value != null, option, "present", value);
        return value;
    }

    static void require(boolean allowed, String option, String rule, Object value) {
        if (!allowed) {
            throw new IllegalArgumentException(Message.of(option, rule, value));
        }
    }
}
