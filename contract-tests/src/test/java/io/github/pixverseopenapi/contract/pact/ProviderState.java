package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * The provider state of a call, and the resulting documented response. Each is combined with every operation of its
 * scope that documents this response, so an additional documented response needs one more constant.
 */
enum ProviderState {
    VIDEO("with a valid key", ProviderState.VALID_ACCOUNT, 200, BodyKind.VIDEO, Scope.VIDEO),
    VIDEO_ELSEWHERE("with a valid key", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_VIDEO, Scope.VIDEO),
    OUTPUT_ELSEWHERE("with a valid key", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_OUTPUT, Scope.VIDEO),
    DECLINED_PROMPT("with a declined prompt", ProviderState.JSON_RESPONSES, 200, BodyKind.JSON_REFUSAL, Scope.VIDEO),
    SUBMITTED("with a valid key", ProviderState.VALID_ACCOUNT, 200, BodyKind.JSON, Scope.SUBMIT),
    QUEUED_JOB("of a queued job", ProviderState.JOB_QUEUED, 200, BodyKind.JSON, Scope.JOB_STATUS),
    PROCESSING_JOB("of a job in processing", ProviderState.JOB_PROCESSING, 200, BodyKind.JSON, Scope.JOB_STATUS),
    COMPLETED_JOB("of a completed job", ProviderState.JOB_COMPLETED, 200, BodyKind.JSON, Scope.JOB),
    FAILED_JOB("of a failed job", ProviderState.JOB_FAILED, 422, BodyKind.JSON, Scope.JOB),
    EXPIRED_JOB("of a job whose record expired", ProviderState.JOB_EXPIRED, 404, BodyKind.JSON, Scope.JOB),
    BALANCE("with a valid key", ProviderState.VALID_ACCOUNT, 200, BodyKind.JSON, Scope.CREDITS),
    NO_CREDITS("of a new account", ProviderState.ACCOUNT_NEW, 404, BodyKind.JSON, Scope.CREDITS),
    HISTORY("of three days", ProviderState.REQUEST_MADE, 200, BodyKind.JSON, Scope.HISTORY),
    FILTERED_HISTORY("with every filter", ProviderState.REQUEST_MADE, 200, BodyKind.JSON, Scope.HISTORY),
    INVALID_PAGE("with page 0", ProviderState.VALID_ACCOUNT, 400, BodyKind.JSON, Scope.HISTORY),
    HISTORY_ENTRY("of a request", ProviderState.REQUEST_MADE, 200, BodyKind.JSON, Scope.HISTORY_ENTRY),
    NO_ENTRY("of an unknown request", ProviderState.VALID_ACCOUNT, 404, BodyKind.JSON, Scope.HISTORY_ENTRY),
    UPLOADED("of an image", ProviderState.VALID_ACCOUNT, 200, BodyKind.JSON, Scope.UPLOAD),
    NO_FILE("without a file", ProviderState.VALID_ACCOUNT, 400, BodyKind.JSON, Scope.UPLOAD),
    NO_PROMPT("without a prompt", ProviderState.VALID_ACCOUNT, 400, BodyKind.JSON, Scope.PAID),
    WRONG_KEY("with a wrong key", ProviderState.INVALID_KEY, 401, BodyKind.JSON, Scope.ANY),
    FORBIDDEN_MODEL("with a key for other models", ProviderState.MODEL_FORBIDDEN, 403, BodyKind.JSON, Scope.PAID),
    FORBIDDEN_CALL("with a key for other calls", ProviderState.CALL_FORBIDDEN, 403, BodyKind.JSON, Scope.FREE),
    NO_MODEL("after the model was removed", ProviderState.MODEL_GONE, 404, BodyKind.JSON, Scope.PAID),
    NO_SUBMIT("of a model without jobs", ProviderState.MODEL_WITHOUT_JOBS, 405, BodyKind.HTML, Scope.SUBMIT),
    TOO_FEW_CREDITS("without enough credits", ProviderState.ACCOUNT_WITHOUT_CREDITS, 406, BodyKind.JSON, Scope.PAID),
    UPLOAD_NEEDS_CREDITS("without enough credits", ProviderState.UPLOAD_COSTS, 406, BodyKind.JSON, Scope.UPLOAD),
    RETIRED_MODEL("after the model was retired", ProviderState.MODEL_RETIRED, 410, BodyKind.JSON, Scope.SUBMIT),
    TOO_MANY_CALLS("above the rate limit", ProviderState.RATE_EXCEEDED, 429, BodyKind.JSON, Scope.PAID),
    TOO_MANY_FREE_CALLS("above the rate limit", ProviderState.FREE_RATE_EXCEEDED, 429, BodyKind.JSON, Scope.FREE),
    MODEL_FAILURE("when the model fails", ProviderState.MODEL_FAILS, 500, BodyKind.JSON, Scope.PAID),
    FAILURE("when the service fails", ProviderState.SERVICE_FAILS, 500, BodyKind.JSON, Scope.FREE),
    FAILURE_AS_PAGE("when the service fails", ProviderState.SERVICE_FAILS, 500, BodyKind.HTML, Scope.FREE),
    FAILURE_IN_SILENCE("when the service fails", ProviderState.SERVICE_FAILS, 500, BodyKind.NOTHING, Scope.FREE),
    UNAVAILABLE("when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.JSON, Scope.PAID),
    UNAVAILABLE_AS_PAGE(
            "when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.HTML, Scope.PAID),
    UNAVAILABLE_IN_SILENCE(
            "when the model is unavailable", ProviderState.MODEL_UNREACHABLE, 502, BodyKind.NOTHING, Scope.PAID),
    OUTAGE("when the service is unavailable", ProviderState.SERVICE_UNREACHABLE, 502, BodyKind.JSON, Scope.FREE),
    OUTAGE_AS_PAGE(
            "when the service is unavailable", ProviderState.SERVICE_UNREACHABLE, 502, BodyKind.HTML, Scope.FREE),
    OUTAGE_IN_SILENCE(
            "when the service is unavailable", ProviderState.SERVICE_UNREACHABLE, 502, BodyKind.NOTHING, Scope.FREE),
    TOO_SLOW("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.JSON, Scope.PAID),
    TOO_SLOW_AS_PAGE("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.HTML, Scope.PAID),
    TOO_SLOW_IN_SILENCE("when the job times out", ProviderState.JOB_TOO_SLOW, 504, BodyKind.NOTHING, Scope.PAID),
    TIMEOUT("when the service times out", ProviderState.SERVICE_TOO_SLOW, 504, BodyKind.JSON, Scope.FREE),
    TIMEOUT_AS_PAGE("when the service times out", ProviderState.SERVICE_TOO_SLOW, 504, BodyKind.HTML, Scope.FREE),
    TIMEOUT_IN_SILENCE("when the service times out", ProviderState.SERVICE_TOO_SLOW, 504, BodyKind.NOTHING, Scope.FREE);

    /** Provider states. The provider's test sets them up by these texts. */
    static final String VALID_ACCOUNT = "the key belongs to an account with enough credits";

    static final String JSON_RESPONSES = "a valid call returns JSON";
    static final String JOB_QUEUED = "a job is queued";
    static final String JOB_PROCESSING = "a job is processing";
    static final String JOB_COMPLETED = "a job is completed";
    static final String JOB_FAILED = "a job has failed";
    static final String JOB_EXPIRED = "the record of a job has expired";
    static final String ACCOUNT_NEW = "the account never had credits";
    static final String REQUEST_MADE = "a request was made on a day";
    static final String INVALID_KEY = "the key is invalid";
    static final String MODEL_FORBIDDEN = "the account may not use the model";
    static final String CALL_FORBIDDEN = "the account may not make the call";
    static final String MODEL_GONE = "the model does not exist";
    static final String MODEL_WITHOUT_JOBS = "the model takes no jobs";
    static final String MODEL_RETIRED = "the model is retired";
    static final String ACCOUNT_WITHOUT_CREDITS = "the account has too few credits";
    static final String UPLOAD_COSTS = "an upload needs more credits";
    static final String RATE_EXCEEDED = "the rate limit is exceeded";
    static final String FREE_RATE_EXCEEDED = "the rate limit of free calls is exceeded";
    static final String MODEL_FAILS = "the model fails";
    static final String SERVICE_FAILS = "the service fails";
    static final String MODEL_UNREACHABLE = "the model is unavailable";
    static final String SERVICE_UNREACHABLE = "the service is unavailable";
    static final String JOB_TOO_SLOW = "the job times out";
    static final String SERVICE_TOO_SLOW = "the service times out";

    /** The parameter of those states that can show in more than one way; its value is the name of a shape. */
    static final String SHAPE = "shape";

    /** The parameter of {@link #REQUEST_MADE}, and its value in the pact. */
    static final String DAY = "day";

    static final String DAY_OF_THE_REQUEST = "2026-11-24";

    /** The value that a provider returns from the states that make a job or a request. */
    static final String ID = "id";

    private final String description;
    private final String providerState;
    private final int status;
    private final BodyKind shape;
    private final Scope scope;

    ProviderState(String description, String providerState, int status, BodyKind shape, Scope scope) {
        this.description = description;
        this.providerState = providerState;
        this.status = status;
        this.shape = shape;
        this.scope = scope;
    }

    String providerState() {
        return providerState;
    }

    Map<String, String> stateParameters() {
        return switch (providerState) {
            case JSON_RESPONSES,
                    MODEL_UNREACHABLE,
                    JOB_TOO_SLOW,
                    SERVICE_FAILS,
                    SERVICE_UNREACHABLE,
                    SERVICE_TOO_SLOW -> Map.of(SHAPE, shape.name());
            case REQUEST_MADE -> Map.of(DAY, DAY_OF_THE_REQUEST);
            default -> Map.of();
        };
    }

    /** Whether the provider decides the id of the job or request that the call is about. */
    boolean providesId() {
        return switch (providerState) {
            case JOB_QUEUED, JOB_PROCESSING, JOB_COMPLETED, JOB_FAILED, JOB_EXPIRED, REQUEST_MADE -> true;
            default -> false;
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
        } else if (this == NO_FILE) {
            request.add("data_urls", new JsonArray());
        }
        return request;
    }

    /** The response of this state, derived from the document's example. */
    JsonObject response(JsonObject example) {
        JsonObject response = example.deepCopy();
        switch (this) {
            case QUEUED_JOB -> response.addProperty("status", "QUEUED");
            case COMPLETED_JOB -> response.addProperty("status", "COMPLETED");
            case HISTORY ->
                response.getAsJsonArray("data")
                        .get(0)
                        .getAsJsonObject()
                        .add("request_body", PactCall.request(PactCase.LOST.operation()));
            default -> {}
        }
        return response;
    }

    int status() {
        return status;
    }

    BodyKind shape() {
        return shape;
    }

    Scope scope() {
        return scope;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s %s", description, status, shape);
    }
}
