package io.github.pixverseopenapi.client;

import java.util.Optional;

/**
 * A call that gave no video. The message names the operation, the status, the request id where known, the
 * service's own words, and what the failure means for the bill.
 */
public class PixverseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The status of the answer; 0 without one.
     *
     * @serial
     */
    private final int status;
    /**
     * The request id; null if none came.
     *
     * @serial
     */
    private final String requestId;
    /**
     * The text of the answer.
     *
     * @serial
     */
    private final String body;
    /**
     * What it means for the bill.
     *
     * @serial
     */
    private final Billing billing;

    PixverseException(Failure failure) {
        super(failure.message(), failure.cause);
        this.status = failure.status;
        this.requestId = failure.requestId;
        this.body = failure.body;
        this.billing = failure.billing;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return such as 406, or 0 if no answer came
     */
    public final int statusCode() {
        return status;
    }

    /**
     * The service's name for the call, to be given to its support.
     *
     * @return the id, or empty if the answer carried none
     */
    public final Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * The text of the answer as it came, cut off after 64 KiB, with the API key taken out.
     *
     * @return the text; empty if there was none
     */
    public final String body() {
        return body;
    }

    /**
     * What this failure means for the bill.
     *
     * @return never null
     */
    public final Billing billing() {
        return billing;
    }
}
