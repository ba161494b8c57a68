package io.github.pixverseopenapi.client;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The root of the service: https, or plain http to this machine only, because the key goes there. */
final class BaseUrl {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    private BaseUrl() {}

    /** @return what is wrong with the URL, or null if nothing is */
    static String problem(String url) {
        String fault = fault(url);
        return fault == null ? null : "baseUrl: " + url + " is not allowed (" + fault + "); must be an https URL such"
                + " as " + ApiConstants.BASE_URL + ", or an http URL of this machine such as http://127.0.0.1:8089";
    }

    private static String fault(String text) {
        HttpUrl url = text == null ? null : HttpUrl.parse(text);
        if (url == null) {
            return "not an http or https URL";
        }
        if (!isSafe(url)) {
            return "plain http would show the API key to the network";
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "it holds a user name or password";
        }
        return url.query() == null && url.fragment() == null ? null : "it holds a query or fragment";
    }

    /** Parses a URL that has no problem; the result ends with a slash, as Retrofit wants it. */
    static HttpUrl parse(String text) {
        HttpUrl url = HttpUrl.get(text);
        return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
    }

    /** Whether what is sent there can be read on the way. */
    static boolean isSafe(HttpUrl url) {
        return url.isHttps() || LOOPBACK.matcher(url.host()).matches();
    }
}
