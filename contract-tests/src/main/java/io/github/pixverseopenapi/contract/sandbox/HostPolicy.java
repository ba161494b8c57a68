package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Loopback;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Rejects requests whose Host is a foreign name. A web page whose own name resolves to this machine (DNS rebinding) has
 * the same origin as the sandbox for the browser, but sends its own name as Host. An address cannot be rebound.
 */
final class HostPolicy {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final Set<String> names;

    /** @param names allowed names beside the loopback names, in lower case; addresses among them are allowed anyway */
    HostPolicy(Set<String> names) {
        this.names = new TreeSet<>(names);
        this.names.removeIf(name -> ADDRESS.matcher(name).matches());
    }

    /** Returns the 403 response to a request with a foreign Host. HTTP/1.0 without a Host is no browser's. */
    Optional<StubResponse> reject(ParsedRequest request) {
        String host = request.headers().get(RequestHead.HOST);
        return host == null || origin(request).isPresent()
                ? Optional.empty()
                : Optional.of(ErrorResponses.foreignHost(names, host));
    }

    /** The base URL that the client has used, if its host is allowed. */
    Optional<HttpUrl> origin(ParsedRequest request) {
        return Optional.ofNullable(request.headers().get(RequestHead.HOST))
                .map(host -> HttpUrl.parse("http://" + host))
                .filter(this::isAllowed);
    }

    private boolean isAllowed(HttpUrl url) {
        return Loopback.isLoopback(url) || ADDRESS.matcher(url.host()).matches() || names.contains(url.host());
    }
}
