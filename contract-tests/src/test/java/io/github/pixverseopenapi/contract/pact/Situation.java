package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * In which situation a call is made, and which of the documented answers it gets then. Each is tried with every
 * operation, so a further answer of the document needs one more constant here.
 */
enum Situation {
    VIDEO("with a valid key", Situation.VALID_ACCOUNT, 200, Shape.VIDEO),
    VIDEO_ELSEWHERE("with a valid key", Situation.JSON_ANSWERS, 200, Shape.JSON_VIDEO),
    OUTPUT_ELSEWHERE("with a valid key", Situation.JSON_ANSWERS, 200, Shape.JSON_OUTPUT),
    DECLINED_PROMPT("with a declined prompt", Situation.JSON_ANSWERS, 200, Shape.JSON_REFUSAL),
    NO_PROMPT("without a prompt", Situation.VALID_ACCOUNT, 400, Shape.JSON),
    WRONG_KEY("with a wrong key", Situation.INVALID_KEY, 401, Shape.JSON),
    FORBIDDEN_MODEL("with a key for other models", Situation.MODEL_FORBIDDEN, 403, Shape.JSON),
    NO_MODEL("after the model was withdrawn", Situation.MODEL_GONE, 404, Shape.JSON),
    TOO_FEW_CREDITS("without enough credits", Situation.POOR_ACCOUNT, 406, Shape.JSON),
    TOO_MANY_CALLS("above the rate limit", Situation.RATE_EXCEEDED, 429, Shape.JSON),
    MODEL_FAILURE("when the model fails", Situation.MODEL_FAILS, 500, Shape.JSON),
    UNAVAILABLE("when the model is out of reach", Situation.MODEL_UNREACHABLE, 502, Shape.JSON),
    UNAVAILABLE_AS_PAGE("when the model is out of reach", Situation.MODEL_UNREACHABLE, 502, Shape.HTML),
    UNAVAILABLE_IN_SILENCE("when the model is out of reach", Situation.MODEL_UNREACHABLE, 502, Shape.NOTHING),
    TOO_SLOW("when the job takes too long", Situation.JOB_TOO_SLOW, 504, Shape.JSON),
    TOO_SLOW_AS_PAGE("when the job takes too long", Situation.JOB_TOO_SLOW, 504, Shape.HTML),
    TOO_SLOW_IN_SILENCE("when the job takes too long", Situation.JOB_TOO_SLOW, 504, Shape.NOTHING);

    /** Provider states. The provider's test sets them up by these very words. */
    static final String VALID_ACCOUNT = "the key belongs to an account with enough credits";
    static final String JSON_ANSWERS = "a good call is answered with JSON";
    static final String INVALID_KEY = "the key belongs to no account";
    static final String MODEL_FORBIDDEN = "the account may not use the model";
    static final String MODEL_GONE = "the model does not exist any more";
    static final String POOR_ACCOUNT = "the account has too few credits";
    static final String RATE_EXCEEDED = "the account has made all calls of this minute";
    static final String MODEL_FAILS = "the model fails";
    static final String MODEL_UNREACHABLE = "the model is out of reach";
    static final String JOB_TOO_SLOW = "the job takes too long";

    /** The parameter of those states that can show in more than one way; its value is the name of a shape. */
    static final String SHAPE = "shape";

    private final String words;
    private final String providerState;
    private final int status;
    private final Shape shape;

    Situation(String words, String providerState, int status, Shape shape) {
        this.words = words;
        this.providerState = providerState;
        this.status = status;
        this.shape = shape;
    }

    String providerState() {
        return providerState;
    }

    Map<String, String> stateParameters() {
        return switch (providerState) {
            case JSON_ANSWERS, MODEL_UNREACHABLE, JOB_TOO_SLOW -> Map.of(SHAPE, shape.name());
            default -> Map.of();
        };
    }

    /** What the client is given as its key here. No real one. */
    String key() {
        return this == WRONG_KEY ? "wrong-key" : "sandbox-key";
    }

    /** The request that is made here, when a good one looks like this. */
    JsonObject request(JsonObject good) {
        JsonObject request = good.deepCopy();
        if (this == NO_PROMPT) {
            request.remove("prompt");
        }
        return request;
    }

    int status() {
        return status;
    }

    Shape shape() {
        return shape;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s %s", words, status, shape);
    }
}
