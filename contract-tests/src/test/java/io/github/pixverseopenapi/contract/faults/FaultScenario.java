package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.BadRequestException;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.ServerException;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.client.UnexpectedResponseException;
import io.github.pixverseopenapi.contract.fixtures.RawServer.Behaviour;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;

/** The faults of one call, the maximum number of requests, and the expected exception. */
enum FaultScenario {
    VIDEO(ServerBehaviors.video(), 1),
    VIDEO_THEN_CLOSE(ServerBehaviors.videoThenClose(), 1),
    CONTINUE_THEN_VIDEO(ServerBehaviors.continueThenVideo(), 1),
    SLOW_DRIP_OF_A_VIDEO(ServerBehaviors.dripBody(), 1),

    RESET_BEFORE_REQUEST(ServerBehaviors.resetBeforeRequest(), 0, ConnectionException.class),
    RESET_IN_REQUEST(ServerBehaviors.resetInRequest(), 0, ConnectionException.class),
    RESET_AFTER_REQUEST(ServerBehaviors.resetAfterRequest(), 1, ConnectionException.class),
    EMPTY_RESPONSE(ServerBehaviors.closeAfterRequest(), 1, ConnectionException.class),
    RESET_IN_HEADERS(ServerBehaviors.resetInHeaders(), 1, ConnectionException.class),
    GARBAGE(ServerBehaviors.response("No HTTP here.\r\n\r\n"), 1, ConnectionException.class),
    BINARY_GARBAGE(ServerBehaviors.response("\u0000\u0001\u00ff\u00fe"), 1, ConnectionException.class),
    CLOSE_IN_HEADERS(
            ServerBehaviors.response("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n"), 1, ConnectionException.class),
    STALL_BEFORE_RESPONSE(ServerBehaviors.stallBeforeResponse(), 1, CallTimeoutException.class),
    STALL_IN_HEADERS(ServerBehaviors.stallInHeaders(), 1, CallTimeoutException.class),
    SLOW_DRIP_OF_HEADERS(ServerBehaviors.dripHeaders(), 1, CallTimeoutException.class),

    NEGATIVE_LENGTH(
            head("200 OK\r\nContent-Type: video/mp4\r\nContent-Length: -5"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    NEGATIVE_LENGTH_OF_AN_ERROR_BODY(
            head("400 Bad Request\r\nContent-Length: -5"), 1, BadRequestException.class, Billing.NOT_BILLED),
    NEGATIVE_STATUS(ServerBehaviors.response("HTTP/1.1 -12\r\n\r\n"), 1, ConnectionException.class),
    STATUS_OF_TWO_DIGITS(ServerBehaviors.response("HTTP/1.1 20 OK\r\n\r\n"), 1, ConnectionException.class),
    TWO_LENGTHS(
            head("200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000\r\nContent-Length: 4096"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    LENGTH_OF_TWO_NUMBERS(
            head("200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000, 4096"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    GZIP_AND_CHUNKED(
            head("200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: gzip, chunked"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    UNKNOWN_CONTENT_ENCODING(
            head("200 OK\r\nContent-Type: video/mp4\r\nContent-Encoding: br\r\nContent-Length: 4096"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    PARTIAL_CONTENT(
            head("206 Partial Content\r\nContent-Type: video/mp4\r\nContent-Range: bytes 0-4095/9000"
                    + "\r\nContent-Length: 4096"),
            1,
            UnexpectedResponseException.class,
            Billing.BILLED),
    STALL_IN_AN_ERROR_BODY(
            stallAfter("500 Oh\r\nContent-Length: 99\r\n\r\n{"), 1, ServerException.class, Billing.NOT_BILLED),
    STALL_BEFORE_AN_ERROR_BODY(
            stallAfter("400 Bad Request\r\nContent-Length: 99\r\n\r\n"),
            1,
            BadRequestException.class,
            Billing.NOT_BILLED),

    CLOSE_WITHOUT_A_LENGTH(ServerBehaviors.closeDelimited(ServerBehaviors.VIDEO.length / 2), ConnectionException.class),
    STALL_IN_BODY(ServerBehaviors.stallInBody(), CallTimeoutException.class),
    RESET_IN_BODY(ServerBehaviors.resetInBody(), ConnectionException.class),
    EARLY_CLOSE_AGAINST_CONTENT_LENGTH(ServerBehaviors.closeInBody(), ConnectionException.class),
    CHUNKED_BODY_CUT_OFF(ServerBehaviors.chunkedThenCut(), ConnectionException.class),

    STATUS_400("400 Bad Request", BadRequestException.class, Billing.NOT_BILLED),
    STATUS_408("408 Request Timeout", UnexpectedResponseException.class, Billing.UNKNOWN),
    STATUS_408_CLOSE("408 Request Timeout\r\nConnection: close", UnexpectedResponseException.class, Billing.UNKNOWN),
    STATUS_421("421 Misdirected Request", UnexpectedResponseException.class, Billing.UNKNOWN),
    STATUS_425("425 Too Early", UnexpectedResponseException.class, Billing.UNKNOWN),
    STATUS_429_IN_A_WEEK(
            "429 Too Many Requests\r\nRetry-After: 604800", RateLimitedException.class, Billing.NOT_BILLED),
    STATUS_500("500 Internal Server Error", ServerException.class, Billing.NOT_BILLED),
    STATUS_502("502 Bad Gateway", ServerException.class, Billing.UNKNOWN),
    STATUS_503("503 Service Unavailable", ServerException.class, Billing.UNKNOWN),
    STATUS_503_RETRY_AT_ONCE("503 Service Unavailable\r\nRetry-After: 0", ServerException.class, Billing.UNKNOWN),
    STATUS_504("504 Gateway Timeout", ServerException.class, Billing.UNKNOWN),
    STATUS_401_WITH_A_CHALLENGE(
            "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"", UnauthorizedException.class, Billing.NOT_BILLED),
    /** Only proxies may send this status, so OkHttp reports a protocol error. */
    STATUS_407("407 Proxy Authentication Required", UnexpectedResponseException.class, Billing.UNKNOWN);

    private final Behaviour behaviour;
    private final int expectedRequests;
    private final Class<? extends PixverseException> failure;
    private final Billing billing;
    private final boolean whileReading;

    FaultScenario(
            Behaviour behaviour, int expectedRequests, Class<? extends PixverseException> failure, Billing billing) {
        this(behaviour, expectedRequests, failure, billing, false);
    }

    /** A head, and the bytes of a video after it. */
    private static Behaviour head(String statusAndHeaders) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + statusAndHeaders + "\r\n\r\n");
            connection.write(ServerBehaviors.VIDEO);
        };
    }

    private static Behaviour stallAfter(String start) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + start);
            connection.stall();
        };
    }

    FaultScenario(Behaviour behaviour, int expectedRequests) {
        this(behaviour, expectedRequests, null, null, false);
    }

    FaultScenario(Behaviour behaviour, int expectedRequests, Class<? extends PixverseException> failure) {
        this(behaviour, expectedRequests, failure, Billing.UNKNOWN, false);
    }

    FaultScenario(Behaviour behaviour, Class<? extends PixverseException> failureWhileReading) {
        this(behaviour, 1, failureWhileReading, Billing.BILLED, true);
    }

    FaultScenario(String status, Class<? extends PixverseException> failure, Billing billing) {
        this(ServerBehaviors.status(status), 1, failure, billing, false);
    }

    FaultScenario(
            Behaviour behaviour,
            int expectedRequests,
            Class<? extends PixverseException> failure,
            Billing billing,
            boolean whileReading) {
        this.behaviour = behaviour;
        this.expectedRequests = expectedRequests;
        this.failure = failure;
        this.billing = billing;
        this.whileReading = whileReading;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** How many whole requests reach the server. */
    int expectedRequests() {
        return expectedRequests;
    }

    /** The expected exception; null if the call returns the video. */
    Class<? extends PixverseException> failure() {
        return failure;
    }

    Billing billing() {
        return billing;
    }

    /** Whether the call succeeds and reading the video fails. */
    boolean whileReading() {
        return whileReading;
    }

    /** Whether the outcome waits for the time limit. */
    boolean waitsForTheTimeout() {
        return failure == CallTimeoutException.class;
    }
}
