package io.github.pixverseopenapi.contract.sandbox;

import java.util.function.Supplier;

/** The base URL of the URLs in responses. */
final class SandboxBaseUrl {

    private final HostPolicy hosts;
    private final Supplier<String> own;

    /** @param own the sandbox's own base URL, which is unknown before the sandbox listens */
    SandboxBaseUrl(HostPolicy hosts, Supplier<String> own) {
        this.hosts = hosts;
        this.own = own;
    }

    /** The base URL that the client has used, or the sandbox's own for a request without a Host. */
    String of(ParsedRequest request) {
        return hosts.origin(request)
                .map(origin -> origin.toString().substring(0, origin.toString().length() - 1))
                .orElseGet(own);
    }
}
