package io.github.pixverseopenapi.contract.sandbox;

import java.util.Locale;

/** The origin of a response. */
public enum Provenance {
    /** Bytes sent by the live service. */
    RECORDED,
    /** Bytes sent by the live service and then edited by a named rule. */
    DERIVED,
    /** Created from the documentation; never received from the live service. */
    SYNTHESISED;

    /** The header that carries the provenance in every response of the sandbox. */
    public static final String HEADER = "x-sandbox-provenance";

    /** The header value: the name of this constant in lower case. */
    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
