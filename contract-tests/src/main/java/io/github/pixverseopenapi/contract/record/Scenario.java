package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The scenario of a recorded call. Together, the scenarios cover every status and media type of the document.
 *
 * <p>A few scenarios are possible with the live service; all are possible with the sandbox.
 */
public enum Scenario {
    /** A valid key and a valid request. */
    VIDEO(200, Mp4Boxes.MEDIA_TYPE, Live.COUNTED),
    /** The prompt violates a policy; reportedly, the service then returns 200 with JSON. */
    REFUSED_PROMPT(200, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** A valid key and an invalid request. A changed service may accept and bill it. */
    BAD_REQUEST(400, ApiDocument.JSON, Live.COUNTED),
    /** An invalid key, which cannot be billed. */
    WRONG_KEY(401, ApiDocument.JSON, Live.FREE),
    /** A key without permission for the endpoint. */
    FORBIDDEN(403, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** A removed endpoint. */
    UNKNOWN_MODEL(404, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** An account with too few credits. */
    NO_CREDITS(406, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** Too many calls. */
    RATE_LIMITED(429, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model fails. */
    SERVER_ERROR(500, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model is unreachable; reported as JSON. */
    BAD_GATEWAY(502, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model is unreachable; reported as HTML by a proxy. */
    BAD_GATEWAY_PAGE(502, "text/html", Live.IMPOSSIBLE),
    /** The model times out; reported as JSON. */
    TIMEOUT(504, ApiDocument.JSON, Live.IMPOSSIBLE),
    /** The model times out; reported as HTML by a proxy. */
    TIMEOUT_PAGE(504, "text/html", Live.IMPOSSIBLE);

    /** Whether a scenario is possible with the live service, and whether it is free. */
    private enum Live {
        FREE,
        COUNTED,
        IMPOSSIBLE
    }

    /** The invalid API key of {@link #WRONG_KEY}. */
    private static final String INVALID_KEY = "key-that-belongs-to-nobody";

    private final int status;
    private final String mediaType;
    private final Live live;

    Scenario(int status, String mediaType, Live live) {
        this.status = status;
        this.mediaType = mediaType;
        this.live = live;
    }

    /** The documented status. */
    public int status() {
        return status;
    }

    /** The documented media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether a call is counted against the budget. */
    public boolean isCounted() {
        return live == Live.COUNTED;
    }

    /** Whether it is possible with the live service. */
    public boolean isPossibleLive() {
        return live != Live.IMPOSSIBLE;
    }

    /** The API key for a call. */
    String key(String validKey) {
        return this == WRONG_KEY ? INVALID_KEY : validKey;
    }

    /**
     * Parses a name.
     *
     * @throws IllegalArgumentException when the name is unknown; the message lists all names
     */
    public static Scenario of(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Message.mustBe(
                        "one of "
                                + Arrays.stream(values())
                                        .map(Scenario::toString)
                                        .collect(Collectors.joining(", ")),
                        name)));
    }

    /** The name in files and options, such as {@code wrong-key}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
