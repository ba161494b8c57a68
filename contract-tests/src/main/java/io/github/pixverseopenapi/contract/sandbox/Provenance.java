package io.github.pixverseopenapi.contract.sandbox;

import java.util.Locale;

/** Where an answer comes from. */
public enum Provenance {
    /** Bytes that the live service sent. */
    RECORDED,
    /** Bytes that the live service sent, edited afterwards by a named rule. */
    DERIVED,
    /** Written from documentation; never seen on the wire. */
    SYNTHESISED;

    /** The header that carries the provenance in every answer of the sandbox. */
    public static final String HEADER = "x-sandbox-provenance";

    /** The header's value: this constant's name in small letters. */
    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
