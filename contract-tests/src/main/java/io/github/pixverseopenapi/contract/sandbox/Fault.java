package io.github.pixverseopenapi.contract.sandbox;

/**
 * A way to break an exchange below HTTP. Each is used once, through {@link StubResponse#fault(Fault)} or
 * {@link StubResponse#withFault(Fault)}.
 *
 * <p>A refused connection is not among them: connect to the port of a closed sandbox for that.
 */
public enum Fault {
    /**
     * The connection is accepted and reset before a byte of the request is read. Nothing has been received, so the
     * journal gets no entry. Which operation a connection is for is not known at that time, so this fault can be
     * queued for all operations only. A request on a connection that was open already is read first and then
     * treated like {@link #DISCONNECT_AFTER_REQUEST}.
     */
    DISCONNECT_AT_START(false),
    /** The request is read, then the connection is reset. The caller cannot know whether the job has started. */
    DISCONNECT_AFTER_REQUEST(false),
    /** The request is read, then the connection is closed in an orderly way without a byte of an answer. */
    EMPTY_ANSWER(false),
    /** The connection is closed after the status line and the beginning of the first header. */
    DISCONNECT_IN_HEADERS(true),
    /** Status, headers and the first half of the body are sent, then the connection is closed. */
    DISCONNECT_IN_BODY(true),
    /** The request is read and never answered; the connection stays open until the caller or the sandbox closes it. */
    STALL_BEFORE_ANSWER(false),
    /** Status, headers and the first half of the body are sent; then nothing more comes, with the connection open. */
    STALL_IN_BODY(true),
    /** A line that is not HTTP comes instead of an answer, then the connection is closed. */
    GARBAGE(false);

    private final boolean sendsStatus;

    Fault(boolean sendsStatus) {
        this.sendsStatus = sendsStatus;
    }

    /** Whether the caller sees the answer's status before the exchange breaks. */
    public boolean sendsStatus() {
        return sendsStatus;
    }
}
