package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ContentLength;
import io.github.pixverseopenapi.contract.document.Loopback;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Decides which web pages may call the sandbox, and adds the headers of CORS (Fetch standard) to its responses. That the
 * service itself has CORS is not known.
 *
 * <p>Allows pages of this machine on any port, pages of the sandbox itself, and the given origins.
 */
final class OriginPolicy {

    static final String ORIGIN = "Origin";
    private static final String REQUESTED_METHOD = "Access-Control-Request-Method";
    private static final String REQUESTED_HEADERS = "Access-Control-Request-Headers";
    private static final Pattern HEADER_NAMES = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z, -]+");

    /** How long a browser may reuse a preflight response, in seconds. */
    private static final String MAX_AGE = "600";

    private final HostPolicy hosts;
    private final Set<String> origins;
    private final ApiDocument document;
    private volatile String exposedHeaders;

    /** @param origins allowed origins in the form of {@link SandboxOptions#origin} */
    OriginPolicy(ApiDocument document, HostPolicy hosts, Set<String> origins) {
        this.document = document;
        this.hosts = hosts;
        this.origins = Set.copyOf(origins);
    }

    /** Read on the first request of a page, so that sandboxes without one start faster. */
    private String exposedHeaders() {
        String names = exposedHeaders;
        if (names == null) {
            names = readExposedHeaders();
            exposedHeaders = names;
        }
        return names;
    }

    private String readExposedHeaders() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of(
                Provenance.HEADER,
                ResponseWriter.REQUEST_ID,
                ContentLength.NAME,
                "Accept-Ranges",
                "Content-Range",
                "ETag",
                "Last-Modified"));
        document.operations().stream()
                .flatMap(operation -> document.responses(operation).values().stream())
                .filter(response -> response.has("headers"))
                .forEach(response ->
                        names.addAll(response.getAsJsonObject("headers").keySet()));
        return String.join(", ", names);
    }

    /** Returns the 403 response to a request of a page that is not allowed. */
    Optional<StubResponse> reject(ParsedRequest request) {
        return Optional.ofNullable(request.headers().get(ORIGIN))
                .filter(origin -> !isAllowed(request, origin))
                .map(origin -> ErrorResponses.foreignOrigin(new TreeSet<>(origins), origin));
    }

    /** Whether a request comes from a page of the sandbox itself, or from no page at all. */
    boolean isSameOrigin(ParsedRequest request) {
        String origin = request.headers().get(ORIGIN);
        return origin == null
                || hosts.origin(request)
                        .filter(own -> own.equals(HttpUrl.parse(origin)))
                        .isPresent();
    }

    private boolean isAllowed(ParsedRequest request, String origin) {
        HttpUrl url = HttpUrl.parse(origin);
        return url != null && (Loopback.isLoopback(url) || origins.contains(origin) || isSameOrigin(request));
    }

    /** Whether a browser asks if it may send a request. */
    static boolean isPreflight(ParsedRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().get(ORIGIN) != null
                && request.headers().get(REQUESTED_METHOD) != null;
    }

    /** Allows the operation at a path, or the download of a file, with any headers. */
    StubResponse preflight(ParsedRequest request, Optional<ApiOperation> atPath) {
        String methods = atPath.map(ApiOperation::method).orElse(FileHandler.METHODS);
        StubResponse response = withHeaders(StubResponse.empty(204), request)
                .withHeader("Access-Control-Allow-Methods", methods)
                .withHeader("Access-Control-Max-Age", MAX_AGE);
        String requested = request.headers().get(REQUESTED_HEADERS);
        return requested != null && HEADER_NAMES.matcher(requested).matches()
                ? response.withHeader("Access-Control-Allow-Headers", requested)
                : response;
    }

    /**
     * Adds the headers with which a page may read the response. The connection is closed: a browser silently sends a
     * request again when a reused connection breaks, so that one call with a fault would be two.
     */
    StubResponse withHeaders(StubResponse response, ParsedRequest request) {
        String origin = request.headers().get(ORIGIN);
        return origin == null
                ? response
                : response.withHeader("Access-Control-Allow-Origin", origin)
                        .withHeader("Access-Control-Expose-Headers", exposedHeaders())
                        .withHeader("Vary", ORIGIN)
                        .withHeader("Connection", "close");
    }
}
