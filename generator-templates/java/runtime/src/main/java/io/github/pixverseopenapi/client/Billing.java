package io.github.pixverseopenapi.client;

/** What a failure means for the bill, as far as the service's documentation and public reports tell. */
public enum Billing {
    /** The request was not sent: it costs nothing, and sending it again is safe. */
    NOT_SENT("the request was not sent, nothing is billed"),
    /** The service refused the request, or its job failed. Both are reported not to be billed; this is an assumption. */
    NOT_BILLED("refused requests and failed jobs are not billed, as far as known"),
    /**
     * The request may have arrived. The job may be running or done, and it may be billed. Sending it again makes
     * and bills a second video.
     */
    UNKNOWN(
            "the call may be billed and its job may still be running; sending it again would start and bill another",
            "this request costs nothing and can be repeated; it says nothing about the bill"),
    /**
     * The service finished the video: a response with status 200 arrived, which by the published rule is billed, but
     * the video did not arrive completely or could not be saved. Sending the request again bills a second video.
     */
    BILLED(
            "the call is billed; sending it again would start and bill another",
            "the job is billed; this request costs nothing and can be repeated");

    private final String ofPaidCall;
    private final String ofFreeRequest;

    Billing(String meaning) {
        this(meaning, meaning);
    }

    Billing(String ofPaidCall, String ofFreeRequest) {
        this.ofPaidCall = ofPaidCall;
        this.ofFreeRequest = ofFreeRequest;
    }

    /** One clause for messages. A request that only reads can be repeated, whatever is known of the job it is about. */
    String meaning(boolean isFree) {
        return isFree ? ofFreeRequest : ofPaidCall;
    }
}
