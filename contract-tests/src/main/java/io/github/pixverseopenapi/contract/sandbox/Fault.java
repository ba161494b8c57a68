package io.github.pixverseopenapi.contract.sandbox;

/**
 * A fault below HTTP that breaks one exchange. Set it with {@link StubResponse#fault(Fault)} or
 * {@link StubResponse#withFault(Fault)}.
 *
 * <p>To test a refused connection, connect to the port of a closed sandbox.
 */
public enum Fault {
    /**
     * The connection is accepted and reset before a byte of the request is read. No request is received, so the
     * journal gets no entry. The operation is unknown at that time, so this fault can be queued for any request only.
     * A request on a connection that is already open is read first and then handled as
     * {@link #DISCONNECT_AFTER_REQUEST}.
     */
    DISCONNECT_AT_START(false),
    /** The request is read, then the connection is reset. The client cannot know whether the job has started. */
    DISCONNECT_AFTER_REQUEST(false),
    /** The request is read, then the connection is closed with a FIN before a byte of the response. */
    EMPTY_RESPONSE(false),
    /** The connection is closed after the status line and the beginning of the first header. */
    DISCONNECT_IN_HEADERS(true),
    /**
     * Status, headers and the first part of the body are sent, then the connection is closed. The part is half of the
     * body or, with {@link StubResponse#withFault(Fault, int)}, a number of bytes.
     */
    DISCONNECT_IN_BODY(true),
    /** The request is read, but no response is sent. The connection stays open until client or sandbox closes it. */
    STALL_BEFORE_RESPONSE(false),
    /**
     * Status, headers and the first part of the body are sent, as in {@link #DISCONNECT_IN_BODY}; then the connection
     * stays open without further bytes.
     */
    STALL_IN_BODY(true),
    /** A line that is not HTTP is sent instead of a response, then the connection is closed. */
    GARBAGE(false);

    private final boolean sendsStatus;

    Fault(boolean sendsStatus) {
        this.sendsStatus = sendsStatus;
    }

    /** Whether the client receives the status line before the exchange breaks. */
    public boolean sendsStatus() {
        return sendsStatus;
    }
}
