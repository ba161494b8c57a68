package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * Where a recording comes from.
 *
 * @param kind whether the live service sent it
 * @param date when it was made
 * @param sha256 the hash of request and response as the recording holds them, so that no later edit goes unseen
 * @param rule how a {@link Provenance#DERIVED} recording was made from a recorded one; null for all others
 */
public record Origin(Provenance kind, Instant date, String sha256, String rule) {

    /** Refuses what is missing, and a derived recording without its rule. */
    public Origin {
        Objects.requireNonNull(kind, "origin.kind");
        Objects.requireNonNull(date, "origin.date");
        Objects.requireNonNull(sha256, "origin.sha256");
        if ((kind == Provenance.DERIVED) != (rule != null)) {
            throw new IllegalArgumentException(
                    "origin.rule must be there if origin.kind is derived, and only then; kind is "
                            + kind.headerValue());
        }
    }

    /**
     * Recorded is only what came from the document's own server over https, from another machine than this one. An
     * answer from anywhere else may have been made up.
     */
    static Provenance kind(ApiDocument document, HttpUrl called, InetAddress answeredBy) {
        boolean isHere = answeredBy.isLoopbackAddress() || answeredBy.isAnyLocalAddress();
        return isService(document, called) && !isHere ? Provenance.RECORDED : Provenance.SYNTHESISED;
    }

    /** Whether an address is the live service's. */
    static boolean isService(ApiDocument document, HttpUrl url) {
        HttpUrl service = HttpUrl.get(server(document));
        return url.isHttps() && url.host().equals(service.host()) && url.port() == service.port();
    }

    /** The address of the live service. */
    static String server(ApiDocument document) {
        return document.json()
                .getAsJsonArray("servers")
                .get(0)
                .getAsJsonObject()
                .get("url")
                .getAsString();
    }
}
