package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Loopback;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/** The base URL of the URLs in responses. */
final class SandboxBaseUrl {

    private final Supplier<String> own;

    /** @param own the sandbox's own base URL, which is unknown before the sandbox listens */
    SandboxBaseUrl(Supplier<String> own) {
        this.own = own;
    }

    /** The base URL that the client has used, if it is one of this machine; otherwise the sandbox's own. */
    String of(ParsedRequest request) {
        String host = request.headers().get(RequestHead.HOST);
        HttpUrl used = host == null ? null : HttpUrl.parse("http://" + host);
        return used != null && Loopback.isLoopback(used)
                ? used.toString().substring(0, used.toString().length() - 1)
                : own.get();
    }
}
