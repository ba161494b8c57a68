package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

/** Checks what a user sets; each failure names the option, the value and what is allowed. */
final class SandboxOptions {

    /** Keeps every time well inside what a socket's timer can count. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private SandboxOptions() {}

    static int port(int port) {
        require(port >= 0 && port <= 65_535, "port", port, "0 (a free one) to 65535");
        return port;
    }

    static BigDecimal credits(BigDecimal usd) {
        require(usd != null && usd.signum() >= 0, "credits", usd, "0 US dollars or more");
        return usd;
    }

    static Duration latency(Duration latency) {
        require(
                latency != null && !latency.isNegative() && latency.compareTo(LONGEST) <= 0,
                "latency",
                latency,
                "0 to 1 hour");
        return latency;
    }

    static int calls(int calls) {
        require(calls >= 1, "rateLimit calls", calls, "1 or more");
        return calls;
    }

    static Duration window(Duration window) {
        require(
                window != null && !window.isNegative() && !window.isZero() && window.compareTo(LONGEST) <= 0,
                "rateLimit window",
                window,
                "more than 0, up to 1 hour");
        return window;
    }

    static int status(int status) {
        require(status >= 200 && status <= 599, "status", status, "200 to 599");
        return status;
    }

    static String oneOf(String option, String value, Collection<String> allowed) {
        require(allowed.contains(value), option, value, "one of " + String.join(", ", new TreeSet<>(allowed)));
        return value;
    }

    static <T> T present(String option, T value) {
        require(value != null, option, value, "anything but null");
        return value;
    }

    static void require(boolean allowed, String option, Object value, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(option + " is " + value + "; allowed is " + range + ".");
        }
    }
}
