package io.github.pixverseopenapi.client;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** From the document's addresses of operations without parameters to where they are configured. */
    private final Map<String, String> fixedAddresses = new HashMap<>();
    /** Where operations without parameters are configured. */
    private final Set<String> fixedKeyAddresses = new HashSet<>();
    /** Those of them that requests went to, parsed. */
    private final Map<String, HttpUrl> usedAddresses = new ConcurrentHashMap<>();

    /** @param baseUrls those of single operations */
    ServerRouter(HttpUrl baseUrl, Map<Operation, HttpUrl> baseUrls) {
        boolean moved = !baseUrl.equals(BaseUrl.parse(ApiConstants.BASE_URL));
        Map<String, HttpUrl> documentedServers = new HashMap<>();
        for (Operation operation : Operation.values()) {
            HttpUrl documented = documentedServers.computeIfAbsent(operation.server(), BaseUrl::parse);
            HttpUrl server = baseUrls.getOrDefault(operation, moved ? baseUrl : documented);
            routes.put(operation, new Route(operation.path(), documented, server));
            if (operation.path().indexOf('{') == -1) {
                String path = operation.path().substring(1);
                fixedAddresses.putIfAbsent(documented + path, server + path);
                fixedKeyAddresses.add(server + path);
            }
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
        HttpUrl url = request.url();
        String fixed = fixedAddresses.get(url.toString());
        if (fixed != null) {
            return fixed.equals(url.toString())
                    ? request
                    : request.newBuilder()
                            .url(usedAddresses.computeIfAbsent(fixed, HttpUrl::get))
                            .build();
        }
        String address = address(url);
        for (Route route : routes.values()) {
            if (route.documentedAddresses.test(address)) {
                String rest = url.toString().substring(route.documented.length());
                return request.newBuilder().url(route.server + rest).build();
            }
        }
        return request;
    }

    /** Whether an address is that of an operation, which may get the API key. */
    boolean takesKey(HttpUrl url) {
        String address = address(url);
        if (fixedKeyAddresses.contains(address)) {
            return true;
        }
        for (Route route : routes.values()) {
            if (route.addresses.test(address)) {
                return true;
            }
        }
        return false;
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
