package io.github.pixverseopenapi.contract.verify;

import java.util.Arrays;
import java.util.List;

/** What is checked, in the order of sending: what cannot cost anything comes first. */
public enum CheckKind {
    /** A call without a key is refused. */
    NO_KEY("no-key", "without a key, with an empty object", KeyUse.NONE, 401, ExpectedBody.ERROR),
    /** A call with a wrong key is refused. */
    WRONG_KEY("wrong-key", "with a wrong key, with an empty object", KeyUse.WRONG, 401, ExpectedBody.ERROR),
    /** Another method than the documented one is refused. */
    WRONG_METHOD("wrong-method", "without a key", KeyUse.NONE, 405, ExpectedBody.ANY),
    /** A path that does not exist is refused. */
    UNKNOWN_PATH("unknown-path", "without a key, with an empty object", KeyUse.NONE, 404, ExpectedBody.ERROR),
    /** The free look at the account's credits. */
    CREDITS("credits", "with the key", KeyUse.REAL, 200, ExpectedBody.CREDITS),
    /** A request that lacks the required fields is refused, with a valid key, too. */
    MISSING_FIELD("missing-field", "with the key, with an empty object", KeyUse.REAL, 400, ExpectedBody.ERROR),
    /** A value outside its list is refused, with a valid key, too. */
    BAD_VALUE("bad-value", "with the key, with a value outside its list", KeyUse.REAL, 400, ExpectedBody.ERROR),
    /** The document's example makes a video. */
    VIDEO("video", "with the key, with the document's example", KeyUse.REAL, 200, ExpectedBody.VIDEO);

    private static final List<CheckKind> OF_SERVICE = List.of(UNKNOWN_PATH, CREDITS);
    private static final List<CheckKind> BILLABLE = List.of(MISSING_FIELD, BAD_VALUE, VIDEO);

    private final String id;
    private final String manner;
    private final KeyUse keyUse;
    private final int expectedStatus;
    private final ExpectedBody expectedShape;

    CheckKind(String id, String manner, KeyUse keyUse, int expectedStatus, ExpectedBody expectedShape) {
        this.id = id;
        this.manner = manner;
        this.keyUse = keyUse;
        this.expectedStatus = expectedStatus;
        this.expectedShape = expectedShape;
    }

    /** The name for options and reports, such as {@code no-key}. */
    public String id() {
        return id;
    }

    /** Whether it is made once for the whole service, not for each operation. */
    public boolean ofService() {
        return OF_SERVICE.contains(this);
    }

    /** Whether the service might bill it, rightly or wrongly: it carries a valid key to a paid operation. */
    public boolean billable() {
        return BILLABLE.contains(this);
    }

    /** Those that are made for each operation, in order. */
    public static List<CheckKind> ofOperations() {
        return Arrays.stream(values()).filter(kind -> !kind.ofService()).toList();
    }

    /** How the request is made, to be read after method and path. */
    public String manner() {
        return manner;
    }

    KeyUse keyUse() {
        return keyUse;
    }

    int expectedStatus() {
        return expectedStatus;
    }

    ExpectedBody expectedShape() {
        return expectedShape;
    }

    /** Such as {@code 401 application/json with a text "error"}; what the document does not say is called assumed. */
    public String expected() {
        return (expectedStatus + " " + expectedShape.words()).strip() + (documented() ? "" : " (assumed)");
    }

    /** Whether the document says what the answer looks like. It describes no other methods and no other paths. */
    boolean documented() {
        return !ofService() && this != WRONG_METHOD;
    }
}
