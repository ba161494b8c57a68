package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * In which situation a call is recorded. Together they bring every status and media type that the document has.
 *
 * <p>The service can be brought into a few of them only; the sandbox stands in for it in the others.
 */
public enum Scenario {
    /** A valid key and a valid request. */
    VIDEO(200, "video/mp4", Live.COUNTED),
    /** The prompt breaks a policy, which a 200 with JSON is said to tell. */
    REFUSED_PROMPT(200, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** A valid key and a request that breaks a rule. The service may accept it one day, and bill it. */
    BAD_REQUEST(400, ApiDocument.JSON, Live.COUNTED),
    /** A key that belongs to nobody: the service cannot bill it to anybody. */
    WRONG_KEY(401, ApiDocument.JSON, Live.FREE),
    /** A key that may not use the endpoint. */
    FORBIDDEN(403, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** An endpoint that is gone. */
    UNKNOWN_MODEL(404, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** An account with too few credits. */
    NO_CREDITS(406, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** Too many calls. */
    RATE_LIMITED(429, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model fails. */
    SERVER_ERROR(500, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model is not reachable, told in JSON. */
    BAD_GATEWAY(502, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model is not reachable, told by a proxy. */
    BAD_GATEWAY_PAGE(502, "text/html", Live.IMPOSSIBLE),
    /** The service stops waiting, told in JSON. */
    TIMEOUT(504, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The service stops waiting, told by a proxy. */
    TIMEOUT_PAGE(504, "text/html", Live.IMPOSSIBLE);

    /** Whether the live service can be brought into a situation, and whether that may cost anything. */
    private enum Live {
        FREE,
        COUNTED,
        IMPOSSIBLE
    }

    /** Sent where a valid key must not be. */
    private static final String NOBODYS_KEY = "key-that-belongs-to-nobody";

    private final int status;
    private final String mediaType;
    private final Live live;

    Scenario(int status, String mediaType, Live live) {
        this.status = status;
        this.mediaType = mediaType;
        this.live = live;
    }

    /** The status that the document has for it. */
    public int status() {
        return status;
    }

    /** The media type that the document has for it. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether a call in it counts towards a budget. */
    public boolean isCounted() {
        return live == Live.COUNTED;
    }

    /** Whether the live service can be brought into it. */
    public boolean isPossibleLive() {
        return live != Live.IMPOSSIBLE;
    }

    /** The key for a call in it. */
    String key(String validKey) {
        return this == WRONG_KEY ? NOBODYS_KEY : validKey;
    }

    /**
     * The situation of this name.
     *
     * @throws IllegalArgumentException when there is none; the message lists all
     */
    public static Scenario of(String name) {
        return Arrays.stream(values())
                .filter(situation -> situation.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("situation is " + name + "; allowed is one of "
                        + Arrays.stream(values()).map(Scenario::toString).collect(Collectors.joining(", "))));
    }

    /** The name as files and commands have it, such as {@code wrong-key}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
