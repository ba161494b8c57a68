package io.github.pixverseopenapi.contract.document;

/** Facts about the service that the document does not state. */
public final class ServiceFacts {

    /** The environment variable with the API key. It is not an argument, because process lists show arguments. */
    public static final String API_KEY_VARIABLE = "SEGMIND_API_KEY";

    /** The environment variable with the base URL of another server, such as a sandbox. */
    public static final String BASE_URL_VARIABLE = "PIXVERSE_BASE_URL";

    /** The path of the free credits request, which `verify` sends to any service. */
    public static final String CREDITS_PATH = "/v1/get-user-credits";

    /** The field of the paid credits in the response to the credits request. */
    public static final String CREDITS = "credits";

    /** The field of the free credits in the response to the credits request. */
    public static final String FREE_CREDITS = "free-credits";

    private ServiceFacts() {}
}
