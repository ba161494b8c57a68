package io.github.pixverseopenapi.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The root of the service: https, or plain http to this machine only, because the key goes there. */
final class BaseUrl {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern LOOPBACK = Pattern.compile("(.+\\.)?localhost|127(\\." + OCTET + "){3}"
            + "|::1|::ffff:(127(\\." + OCTET + "){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4})");
    private static final Pattern VERSION = Pattern.compile("^/v\\d+/");
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

    private BaseUrl() {}

    /** What is wrong with a URL; null if nothing is. */
    static @Nullable String problem(String name, @Nullable String url) {
        String rule = brokenRule(url);
        return rule == null
                ? null
                : name + " must be " + rule + ", such as " + ApiConstants.BASE_URL + ", but was "
                        + (url == null ? "null" : USER_INFO.matcher(url).replaceFirst("//<redacted>@"));
    }

    private static @Nullable String brokenRule(@Nullable String text) {
        HttpUrl url = text == null ? null : HttpUrl.parse(text);
        if (url == null) {
            return "an https URL, or an http URL of this machine";
        }
        if (!url.isHttps() && !isLoopback(url)) {
            return "an https URL, or an http URL of this machine, because plain http shows the API key to the network";
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "a URL without a user name or password";
        }
        if (url.query() != null || url.fragment() != null) {
            return "a URL without a query or fragment";
        }
        return repeatsVersion(url) ? "the server's root without the version, which the paths hold" : null;
    }

    private static boolean repeatsVersion(HttpUrl url) {
        String path = "/" + String.join("/", url.pathSegments()) + "/";
        for (Operation operation : Operation.values()) {
            Matcher version = VERSION.matcher(operation.path());
            if (version.find() && path.replaceAll("/+$", "/").endsWith(version.group())) {
                return true;
            }
        }
        return false;
    }

    /** Parses a URL that has no problem; the result ends with a slash, as Retrofit wants it. */
    static HttpUrl parse(String text) {
        HttpUrl url = HttpUrl.get(text);
        return url.encodedPath().endsWith("/")
                ? url
                : url.newBuilder().addPathSegment("").build();
    }

    /** Whether the URL names this machine. */
    static boolean isLoopback(HttpUrl url) {
        return LOOPBACK.matcher(url.host()).matches();
    }

    /**
     * Whether a finished video may be fetched from an address that a response of this server gives: over https, and
     * from this machine only if the server itself is on it, so that a response cannot reach local services.
     */
    static boolean mayLinkTo(HttpUrl server, HttpUrl address) {
        return address.username().isEmpty()
                && address.password().isEmpty()
                && (isLoopback(address) ? isLoopback(server) : address.isHttps());
    }
}
