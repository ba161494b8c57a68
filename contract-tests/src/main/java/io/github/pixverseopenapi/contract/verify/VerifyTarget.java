package io.github.pixverseopenapi.contract.verify;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where the service is. */
public final class VerifyTarget {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127([.](25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|::1");
    private static final String ALLOWED =
            "allowed is an https URL such as https://api.segmind.com, or an http URL of this machine such as"
                    + " http://127.0.0.1:8089";

    private final HttpUrl url;

    private VerifyTarget(HttpUrl url) {
        this.url = url;
    }

    /**
     * Reads a base URL; the document's paths are appended to it.
     *
     * @throws IllegalArgumentException when it is none that a key may be sent to; the message can be read after the
     *     option's name
     */
    public static VerifyTarget of(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null && text.contains("@")) {
            throw new IllegalArgumentException(
                    "the text (not shown here, it may hold a password) is not an http or https URL; " + ALLOWED);
        }
        if (url == null) {
            throw new IllegalArgumentException("'" + text + "' is not an http or https URL; " + ALLOWED);
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            // The value stays out of the message: it holds a password.
            throw new IllegalArgumentException("the URL holds a user name or password; " + ALLOWED);
        }
        if (!url.isHttps() && !LOOPBACK.matcher(url.host()).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' would show the key to the network, because it is plain http; " + ALLOWED);
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException("'" + text + "' holds a query or fragment; " + ALLOWED);
        }
        return new VerifyTarget(url);
    }

    HttpUrl at(String path) {
        return HttpUrl.get(this + path);
    }

    /** The URL without a slash at its end. */
    @Override
    public String toString() {
        return url.toString().replaceAll("/+$", "");
    }
}
