package io.github.pixverseopenapi.contract.verify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of checks in the order of sending: checks that cannot be billed come first. */
public enum CheckKind {
    /** A call without an API key is rejected. */
    NO_KEY("no-key", "without a key, with an empty object", KeyUse.NONE, 401, ExpectedBody.ERROR),
    /** A call with an invalid API key is rejected. */
    WRONG_KEY("wrong-key", "with a wrong key, with an empty object", KeyUse.WRONG, 401, ExpectedBody.ERROR),
    /** A method other than the documented one is rejected. */
    WRONG_METHOD("wrong-method", "without a key", KeyUse.NONE, 405, ExpectedBody.ANY),
    /** An unknown path is rejected. */
    UNKNOWN_PATH("unknown-path", "without a key, with an empty object", KeyUse.NONE, 404, ExpectedBody.ERROR),
    /** The free credits request. */
    CREDITS("credits", "with the key", KeyUse.REAL, 200, ExpectedBody.CREDITS),
    /** A request with a valid API key but without the required fields is rejected. */
    MISSING_FIELD("missing-field", "with the key, with an empty object", KeyUse.REAL, 400, ExpectedBody.ERROR),
    /**
     * A request with a valid API key but a value outside the enum is rejected: with 400 as documented, or with 406 or 500,
     * which later sources name (A8 in openapi/README.md).
     */
    BAD_VALUE(
            "bad-value",
            "with the key, with a value outside its list",
            KeyUse.REAL,
            List.of(400, 406, 500),
            ExpectedBody.ERROR),
    /** The document's example generates a video. */
    VIDEO("video", "with the key, with the document's example", KeyUse.REAL, 200, ExpectedBody.VIDEO);

    private static final List<CheckKind> SERVICE_CHECKS = List.of(UNKNOWN_PATH, CREDITS);
    private static final List<CheckKind> BILLABLE = List.of(MISSING_FIELD, BAD_VALUE, VIDEO);

    private final String id;
    private final String requestDetails;
    private final KeyUse keyUse;
    private final List<Integer> expectedStatuses;
    private final ExpectedBody expectedBody;

    CheckKind(String id, String requestDetails, KeyUse keyUse, int expectedStatus, ExpectedBody expectedBody) {
        this(id, requestDetails, keyUse, List.of(expectedStatus), expectedBody);
    }

    CheckKind(
            String id,
            String requestDetails,
            KeyUse keyUse,
            List<Integer> expectedStatuses,
            ExpectedBody expectedBody) {
        this.id = id;
        this.requestDetails = requestDetails;
        this.keyUse = keyUse;
        this.expectedStatuses = expectedStatuses;
        this.expectedBody = expectedBody;
    }

    /** The name for options and reports, such as {@code no-key}. */
    public String id() {
        return id;
    }

    /** Whether it checks the service as a whole instead of each operation. */
    public boolean isServiceCheck() {
        return SERVICE_CHECKS.contains(this);
    }

    /** Whether the service may bill it: it sends a valid API key to a paid operation. */
    public boolean isBillable() {
        return BILLABLE.contains(this);
    }

    /** The kinds that check each operation, in order. */
    public static List<CheckKind> ofOperations() {
        return Arrays.stream(values()).filter(kind -> !kind.isServiceCheck()).toList();
    }

    /** The details of the request; follows method and path in messages. */
    public String requestDetails() {
        return requestDetails;
    }

    KeyUse keyUse() {
        return keyUse;
    }

    boolean expects(int status) {
        return expectedStatuses.contains(status);
    }

    boolean expectsRejection() {
        return expectedStatuses.get(0) >= 400;
    }

    /** Such as {@code 400, 406 or 500}. */
    String expectedStatus() {
        String all = expectedStatuses.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return all.replaceFirst(", (\\d+)$", " or $1");
    }

    ExpectedBody expectedBody() {
        return expectedBody;
    }

    /** Such as {@code 401 application/json with a text "error"}; marked as assumed when it is not documented. */
    public String expected() {
        return (expectedStatus() + " " + expectedBody.description()).strip() + (isDocumented() ? "" : " (assumed)");
    }

    /** Whether the document describes the response. It describes neither other methods nor other paths. */
    boolean isDocumented() {
        return !isServiceCheck() && this != WRONG_METHOD;
    }
}
