package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Loopback;
import io.github.pixverseopenapi.contract.document.Message;
import okhttp3.HttpUrl;

/** The base URL of the service. */
public final class VerifyTarget {

    private static final String ALLOWED = "an https URL such as "
            + ApiDocument.load().server() + ", or an http URL of this machine such as http://127.0.0.1:8089";

    private final HttpUrl url;

    private VerifyTarget(HttpUrl url) {
        this.url = url;
    }

    /**
     * Parses a base URL, to which the document's paths are appended.
     *
     * @throws IllegalArgumentException when an API key must not be sent to it; the message follows the option name
     */
    public static VerifyTarget of(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null && text.contains("@")) {
            throw new IllegalArgumentException(
                    Message.mustBe(ALLOWED, "another text (redacted, because it may contain a password)"));
        }
        if (url == null) {
            throw new IllegalArgumentException(Message.mustBe(ALLOWED, "'" + text + "'"));
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            // The message omits the value, because it contains a password.
            throw new IllegalArgumentException(
                    Message.mustBe(ALLOWED, "one with a user name or password (value redacted)"));
        }
        if (!url.isHttps() && !Loopback.isLoopback(url)) {
            throw new IllegalArgumentException(
                    Message.mustBe(ALLOWED, "'" + text + "', which sends the key unencrypted"));
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(
                    Message.mustBe(ALLOWED, "'" + text + "', which has a query or fragment"));
        }
        return new VerifyTarget(url);
    }

    HttpUrl at(String path) {
        return HttpUrl.get(this + path);
    }

    /** The URL without trailing slashes. */
    @Override
    public String toString() {
        return url.toString().replaceAll("/+$", "");
    }
}
