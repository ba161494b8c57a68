package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the page that shows the API, jobs and journal, and what the page needs: its files, Swagger UI, the document and
 * the {@link ControlApi}. All are below {@link #ROOT}; a browser that opens the sandbox's address is redirected there.
 */
final class PageHandler {

    /** No path of the service starts like this. */
    static final String ROOT = "/_sandbox/";

    private static final String DOCUMENT = "openapi.json";

    /**
     * Swagger UI and the page load from the sandbox alone; scripts and styles only from files. Swagger UI has images in its
     * style sheet, and a received video is shown from memory.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:;"
            + " media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store",
            // See OriginPolicy.
            "Connection",
            "close");

    private final ApiDocument document;
    private final SandboxBaseUrl baseUrl;
    private final OriginPolicy origins;
    private final ControlApi control;

    PageHandler(ApiDocument document, SandboxBaseUrl baseUrl, OriginPolicy origins, ControlApi control) {
        this.document = document;
        this.baseUrl = baseUrl;
        this.origins = origins;
        this.control = control;
    }

    /** Whether a request is for the page. The path / is the page's for browsers only; the service has nothing there. */
    static boolean handles(ParsedRequest request) {
        String path = request.path();
        return path.startsWith(ROOT) || path.equals("/") && acceptsHtml(request);
    }

    private static boolean acceptsHtml(ParsedRequest request) {
        String accept = request.headers().get("Accept");
        return accept != null && accept.contains("text/html");
    }

    StubResponse handle(ParsedRequest request) {
        StubResponse response = response(request);
        for (Map.Entry<String, String> header : HEADERS.entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    private StubResponse response(ParsedRequest request) {
        if (!request.path().startsWith(ROOT)) {
            return StubResponse.empty(302).withHeader("Location", ROOT);
        }
        String name = request.path().substring(ROOT.length());
        if (control.names().contains(name)) {
            return FileHandler.isRead(request) || origins.isSameOrigin(request)
                    ? control.handle(name, request)
                    : ErrorResponses.otherOrigin(request.headers().get(OriginPolicy.ORIGIN));
        }
        if (!FileHandler.isRead(request)) {
            return ErrorResponses.wrongMethod(FileHandler.METHODS);
        }
        Optional<StubResponse> found = name.equals(DOCUMENT) ? Optional.of(document(request)) : PageFiles.find(name);
        return found.orElseGet(() -> ErrorResponses.unknownPage(request.path()));
    }

    /** The document with the sandbox as the only server of every path. */
    private StubResponse document(ParsedRequest request) {
        JsonObject own = document.json();
        JsonObject server = new JsonObject();
        server.addProperty("url", baseUrl.of(request));
        server.addProperty("description", "This sandbox. Free of charge.");
        JsonArray servers = new JsonArray();
        servers.add(server);
        own.add("servers", servers);
        own.getAsJsonObject("paths")
                .asMap()
                .values()
                .forEach(item -> item.getAsJsonObject().remove("servers"));
        return StubResponse.json(200, own.toString());
    }
}
