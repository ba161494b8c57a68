package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.Locale;

/**
 * In which situation a call is made, and which of the documented answers it gets then. Each is tried with every
 * operation, so a further answer of the document needs one more constant here.
 */
enum Situation {
    VIDEO("with a valid key", Situation.VALID_ACCOUNT, "sandbox-key", "200", "video/mp4"),
    WRONG_KEY("with a wrong key", Situation.INVALID_KEY, "wrong-key", "401", ApiDocument.JSON);

    /** Provider states. The provider's test sets them up by these very words. */
    static final String VALID_ACCOUNT = "the key belongs to an account with enough credits";
    static final String INVALID_KEY = "the key belongs to no account";

    private final String words;
    private final String providerState;
    private final String key;
    private final String status;
    private final String mediaType;

    Situation(String words, String providerState, String key, String status, String mediaType) {
        this.words = words;
        this.providerState = providerState;
        this.key = key;
        this.status = status;
        this.mediaType = mediaType;
    }

    String providerState() {
        return providerState;
    }

    /** What the client is given as its key here. No real one. */
    String key() {
        return key;
    }

    /** As the document writes it. */
    String status() {
        return status;
    }

    String mediaType() {
        return mediaType;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s %s", words, status, mediaType);
    }
}
