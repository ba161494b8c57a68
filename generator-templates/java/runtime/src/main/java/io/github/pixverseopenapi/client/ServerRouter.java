package io.github.pixverseopenapi.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Knows where each operation is: at the server that the document has for it, or, if another base URL is set, there. Only
 * these addresses may get the API key.
 */
final class ServerRouter {
    private final HttpUrl baseUrl;
    private final boolean moved;
    /** The servers of the document that requests are moved from. */
    private final Set<String> replaced = new LinkedHashSet<>();

    private final List<Pattern> withKey = new ArrayList<>();

    ServerRouter(ClientOptions options) {
        this(options.baseUrl);
    }

    ServerRouter(HttpUrl baseUrl) {
        this.baseUrl = baseUrl;
        this.moved = !baseUrl.equals(BaseUrl.parse(ApiConstants.BASE_URL));
        for (Operation operation : Operation.values()) {
            withKey.add(addresses(operation));
            if (moved && !operation.server().equals(ApiConstants.BASE_URL)) {
                replaced.add(BaseUrl.parse(operation.server()).toString());
            }
        }
    }

    /** The addresses of an operation, whatever its path parameters are. */
    private Pattern addresses(Operation operation) {
        String address = server(operation) + operation.path().substring(1);
        return Pattern.compile(Pattern.quote(address).replaceAll("\\{[^}]+}", "\\\\E[^/?]+\\\\Q"));
    }

    private HttpUrl server(Operation operation) {
        return moved ? baseUrl : BaseUrl.parse(operation.server());
    }

    /** The request, at the server that is configured. */
    Request route(Request request) {
        String url = request.url().toString();
        for (String documented : replaced) {
            if (url.startsWith(documented)) {
                return request.newBuilder()
                        .url(baseUrl + url.substring(documented.length()))
                        .build();
            }
        }
        return request;
    }

    /** Whether an address is that of an operation, the key included. */
    boolean takesKey(HttpUrl url) {
        if (isAt(baseUrl, url)) {
            return true;
        }
        String address = url.newBuilder().query(null).fragment(null).build().toString();
        return withKey.stream().anyMatch(pattern -> pattern.matcher(address).matches());
    }

    private static boolean isAt(HttpUrl server, HttpUrl url) {
        return url.scheme().equals(server.scheme()) && url.host().equals(server.host()) && url.port() == server.port();
    }
}
