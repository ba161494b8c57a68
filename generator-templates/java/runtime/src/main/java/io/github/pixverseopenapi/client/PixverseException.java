package io.github.pixverseopenapi.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call without a video. The message names the operation, the status code, the request id where known, the
 * service's own text, and the billing status.
 */
public class PixverseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The status code of the response; 0 without one.
     *
     * @serial
     */
    private final int status;
    /**
     * The request id; null if none came.
     *
     * @serial
     */
    private final @Nullable String requestId;
    /**
     * The body of the response.
     *
     * @serial
     */
    private final String body;
    /**
     * The billing status.
     *
     * @serial
     */
    private final Billing billing;

    /**
     * The request, if a job of it may exist; null otherwise.
     *
     * @serial
     */
    private @Nullable LostRequest request;

    PixverseException(Failure failure) {
        super(failure.message(), failure.cause);
        this.status = failure.status;
        this.requestId = failure.requestId;
        this.body = failure.body;
        this.billing = failure.billing;
    }

    /** Keeps the request of a call that may be billed. */
    final void remember(Supplier<LostRequest> sent) {
        if (billing == Billing.UNKNOWN || billing == Billing.BILLED) {
            request = sent.get();
        }
    }

    final @Nullable LostRequest request() {
        return request;
    }

    /**
     * The HTTP status code of the response.
     *
     * @return such as 406, or 0 if no response came
     */
    public final int statusCode() {
        return status;
    }

    /**
     * The service's id of the call, for its support.
     *
     * @return the id, or empty if the response has none
     */
    public final Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * The body of the response as text, cut after 64 KiB, with the API key redacted.
     *
     * @return the text; empty if there is none
     */
    public final String body() {
        return body;
    }

    /**
     * The billing status of the call.
     *
     * @return never null
     */
    public final Billing billing() {
        return billing;
    }
}
