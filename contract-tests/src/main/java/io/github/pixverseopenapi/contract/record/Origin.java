package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Loopback;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * The origin of a recording.
 *
 * @param kind the provenance
 * @param date the time of the recording
 * @param sha256 the hash of the stored request and response, which detects later edits
 * @param rule the rule by which a {@link Provenance#DERIVED} recording was edited; null for others
 */
public record Origin(Provenance kind, Instant date, String sha256, String rule) {

    /** Rejects missing values and a derived recording without its rule. */
    public Origin {
        Objects.requireNonNull(kind, "origin.kind");
        Objects.requireNonNull(date, "origin.date");
        Objects.requireNonNull(sha256, "origin.sha256");
        if ((kind == Provenance.DERIVED) != (rule != null)) {
            throw new IllegalArgumentException(Message.of(
                    "origin.rule",
                    "present if and only if origin.kind is derived",
                    (rule == null ? "missing" : "present") + " with " + kind.headerValue()));
        }
    }

    /**
     * Returns {@link Provenance#RECORDED} only for a response of the document's server over https from another machine.
     * Other servers may be stubs.
     */
    static Provenance kind(ApiDocument document, HttpUrl called, InetAddress serverAddress) {
        return isService(document, called) && !Loopback.isLoopback(serverAddress)
                ? Provenance.RECORDED
                : Provenance.SYNTHESISED;
    }

    /** Whether a URL belongs to the live service. */
    static boolean isService(ApiDocument document, HttpUrl url) {
        HttpUrl service = HttpUrl.get(document.server());
        return url.isHttps() && url.host().equals(service.host()) && url.port() == service.port();
    }
}
