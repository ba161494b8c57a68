package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/** Validates options; messages name the option, the rule and the rejected value. */
final class SandboxOptions {

    /** Stays within the range of socket timeouts. */
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    private static final Duration MAX_RETENTION = Duration.ofDays(365);

    private SandboxOptions() {}

    static int port(int port) {
        require(port >= 0 && port <= 65_535, "port", "0 (a free one) to 65535", port);
        return port;
    }

    /** A host name or address without a port, in lower case. */
    static String hostName(String option, String name) {
        HttpUrl url = name == null ? null : HttpUrl.parse("http://" + (name.contains(":") ? "[" + name + "]" : name));
        require(
                url != null
                        && url.host().equalsIgnoreCase(name)
                        && url.encodedPath().equals("/"),
                option,
                "a host name or address without scheme and port",
                name);
        return url.host();
    }

    /** An origin such as {@code https://app.example:8443}, as browsers send it. */
    static String origin(String origin) {
        HttpUrl url = origin == null ? null : HttpUrl.parse(origin);
        require(
                url != null && url.toString().equals(origin + "/"),
                "allowOrigin",
                "an origin such as https://app.example:8443, in lower case and without a path or a default port",
                origin);
        return origin;
    }

    static BigDecimal credits(BigDecimal usd) {
        require(usd != null && usd.signum() >= 0, "credits", "0 US dollars or more", usd);
        return usd;
    }

    static Duration latency(Duration latency) {
        return time("latency", latency);
    }

    static Duration time(String option, Duration time) {
        require(isWithin(time, MAX_DURATION), option, "0 to 1 hour", time);
        return time;
    }

    static Duration retention(String option, Duration time) {
        require(isWithin(time, MAX_RETENTION), option, "0 to 365 days", time);
        return time;
    }

    private static boolean isWithin(Duration time, Duration max) {
        return time != null && !time.isNegative() && time.compareTo(max) <= 0;
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

    /** Rejects the fault that occurs before the operation of a request is known. */
    static Fault afterRequest(Fault fault) {
        require(
                fault != Fault.DISCONNECT_AT_START,
                "fault",
                "a fault that occurs after the operation is known",
                Fault.DISCONNECT_AT_START);
        return nonNull("fault", fault);
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
