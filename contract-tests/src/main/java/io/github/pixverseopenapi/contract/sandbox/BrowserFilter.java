package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Optional;

/** Handles what only browsers need: protection from foreign web pages, CORS and the sandbox's own page. */
final class BrowserFilter {

    private final HostPolicy hosts;
    private final OriginPolicy origins;
    private final PageHandler page;

    BrowserFilter(HostPolicy hosts, OriginPolicy origins, PageHandler page) {
        this.hosts = hosts;
        this.origins = origins;
        this.page = page;
    }

    /** Returns the 403 response to a request with a foreign Host or of a foreign page. */
    Optional<StubResponse> reject(ParsedRequest request) {
        return hosts.reject(request).or(() -> origins.reject(request));
    }

    /** Returns the response to a request for the page and to a preflight, which are not calls of the service. */
    Optional<StubResponse> handle(ParsedRequest request, Optional<ApiOperation> atPath) {
        if (PageHandler.handles(request)) {
            return Optional.of(page.handle(request));
        }
        return OriginPolicy.isPreflight(request) ? Optional.of(origins.preflight(request, atPath)) : Optional.empty();
    }

    /** Adds the headers with which a page may read the response to its call. */
    StubResponse withHeaders(StubResponse response, ParsedRequest request) {
        return origins.withHeaders(response, request);
    }
}
