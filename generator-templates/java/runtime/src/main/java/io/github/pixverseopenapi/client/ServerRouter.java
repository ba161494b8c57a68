package io.github.pixverseopenapi.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Knows where each operation is: at its own base URL if one is set, else at the client's if that is not the document's,
 * else at the server that the document has for it. Only these addresses may get the API key.
 */
final class ServerRouter {
    private final Map<Operation, Route> routes = new EnumMap<>(Operation.class);

    /** @param baseUrls those of single operations */
    ServerRouter(HttpUrl baseUrl, Map<Operation, HttpUrl> baseUrls) {
        boolean moved = !baseUrl.equals(BaseUrl.parse(ApiConstants.BASE_URL));
        for (Operation operation : Operation.values()) {
            HttpUrl documented = BaseUrl.parse(operation.server());
            HttpUrl server = baseUrls.getOrDefault(operation, moved ? baseUrl : documented);
            routes.put(operation, new Route(operation.path(), documented, server));
        }
    }

    /** The server of an operation. */
    HttpUrl server(Operation operation) {
        return route(operation).server;
    }

    private Route route(Operation operation) {
        Route route = routes.get(operation);
        if (route == null) {
            throw new IllegalStateException(operation + " has no route");
        }
        return route;
    }

    /** The request of an operation, from where the document has it to where it is configured. */
    Request route(Request request) {
        String address = address(request.url());
        for (Route route : routes.values()) {
            if (route.documentedAddresses.test(address)) {
                String rest = request.url().toString().substring(route.documented.length());
                return request.newBuilder().url(route.server + rest).build();
            }
        }
        return request;
    }

    /** Whether an address is that of an operation, which may get the API key. */
    boolean takesKey(HttpUrl url) {
        String address = address(url);
        return routes.values().stream().anyMatch(route -> route.addresses.test(address));
    }

    private static String address(HttpUrl url) {
        return url.encodedQuery() == null && url.encodedFragment() == null
                ? url.toString()
                : url.newBuilder().query(null).fragment(null).build().toString();
    }

    /** Where one operation is. */
    private static final class Route {
        final String documented;
        final Predicate<String> documentedAddresses;
        final HttpUrl server;
        final Predicate<String> addresses;

        Route(String path, HttpUrl documented, HttpUrl server) {
            this.documented = documented.toString();
            this.documentedAddresses = addresses(documented, path);
            this.server = server;
            this.addresses = addresses(server, path);
        }

        /** The addresses of an operation, whatever its path parameters are. */
        private static Predicate<String> addresses(HttpUrl server, String path) {
            String address = server + path.substring(1);
            if (path.indexOf('{') == -1) {
                return address::equals;
            }
            Pattern pattern = Pattern.compile(Pattern.quote(address).replaceAll("\\{[^}]+}", "\\\\E[^/?]+\\\\Q"));
            return text -> pattern.matcher(text).matches();
        }
    }
}
