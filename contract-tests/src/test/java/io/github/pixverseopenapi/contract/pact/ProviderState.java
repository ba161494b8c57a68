package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * The provider state of a call, and the resulting documented response. Each is combined with every operation, so an
 * additional documented response needs one more constant.
 */
enum ProviderState {
    VIDEO("with a valid key", ProviderState.VALID_ACCOUNT, 200, BodyKind.VIDEO),
    VIDEO_ELSEWHERE("with a valid key", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_VIDEO),
    OUTPUT_ELSEWHERE("with a valid key", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_OUTPUT),
    DECLINED_PROMPT("with a declined prompt", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_REFUSAL),
    NO_PROMPT("without a prompt", ProviderState.VALID_ACCOUNT, 400, BodyKind.JSON),
    WRONG_KEY("with a wrong key", ProviderState.INVALID_KEY, 401, BodyKind.JSON),
    FORBIDDEN_MODEL("with a key for other models", ProviderState.MODEL_FORBIDDEN, 403, BodyKind.JSON),
    NO_MODEL("after the model was removed", ProviderState.MODEL_GONE, 404, BodyKind.JSON),
    TOO_FEW_CREDITS("without enough credits", ProviderState.ACCOUNT_WITHOUT_CREDITS, 406, BodyKind.JSON),
    TOO_MANY_CALLS("above the rate limit", ProviderState.RATE_EXCEEDED, 429, BodyKind.JSON),
    MODEL_FAILURE("when the model fails", ProviderState.MODEL_FAILS, 500, BodyKind.JSON),
    UNAVAILABLE("when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.JSON),
    UNAVAILABLE_AS_PAGE("when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.HTML),
    UNAVAILABLE_IN_SILENCE("when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.NOTHING),
    TOO_SLOW("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.JSON),
    TOO_SLOW_AS_PAGE("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.HTML),
    TOO_SLOW_IN_SILENCE("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.NOTHING);

    /** Provider states. The provider's test sets them up by these texts. */
    static final String VALID_ACCOUNT = "the key belongs to an account with enough credits";

    static final String JSON_RESPONSES = "a valid call returns JSON";
    static final String INVALID_KEY = "the key is invalid";
    static final String MODEL_FORBIDDEN = "the account may not use the model";
    static final String MODEL_GONE = "the model does not exist";
    static final String ACCOUNT_WITHOUT_CREDITS = "the account has too few credits";
    static final String RATE_EXCEEDED = "the rate limit is exceeded";
    static final String MODEL_FAILS = "the model fails";
    static final String MODEL_UNREACHABLE = "the model is unavailable";
    static final String JOB_TOO_SLOW = "the job times out";

    /** The parameter of those states that can show in more than one way; its value is the name of a shape. */
    static final String SHAPE = "shape";

    private final String description;
    private final String providerState;
    private final int status;
    private final BodyKind shape;

    ProviderState(String description, String providerState, int status, BodyKind shape) {
        this.description = description;
        this.providerState = providerState;
        this.status = status;
        this.shape = shape;
    }

    String providerState() {
        return providerState;
    }

    Map<String, String> stateParameters() {
        return switch (providerState) {
            case JSON_RESPONSES, MODEL_UNREACHABLE, JOB_TOO_SLOW -> Map.of(SHAPE, shape.name());
            default -> Map.of();
        };
    }

    /** The client's key in the pact; not a real key. */
    String key() {
        return this == WRONG_KEY ? "wrong-key" : "sandbox-key";
    }

    /** The request of this state, derived from a valid request. */
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

    BodyKind shape() {
        return shape;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s %s", description, status, shape);
    }
}
