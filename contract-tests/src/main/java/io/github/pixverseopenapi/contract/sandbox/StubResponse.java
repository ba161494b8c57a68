package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/**
 * A response of the sandbox to one request: status, headers, body, delay and an optional fault. Immutable; the
 * {@code with} methods return modified copies.
 *
 * <p>The sandbox adds {@value Provenance#HEADER} to every response, and {@code x-request-id} where the response has
 * none.
 */
public final class StubResponse {

    /** The header of a 429 with the time at which the next request is admitted. */
    public static final String RATE_LIMIT_RESET = "x-rate-limit-reset-at-utc";

    static final String CONTENT_TYPE = "Content-Type";
    private static final String HTML = "text/html; charset=utf-8";

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Duration delay;
    private final Fault fault;
    private final int faultPosition;

    private StubResponse(int status, Headers headers, byte[] body, Duration delay, Fault fault, int faultPosition) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.fault = fault;
        this.faultPosition = faultPosition;
    }

    /** Status 200 and the five-second sample video. Unlike a generated video, it is not charged. */
    public static StubResponse video() {
        return of(200, Mp4Boxes.MEDIA_TYPE, SampleVideo.DEFAULT.mp4());
    }

    /**
     * A JSON response. The text is sent unchanged and may be malformed JSON.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse json(int status, String body) {
        return of(status, ApiDocument.JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An HTML response.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse html(int status, String body) {
        return of(status, HTML, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A response without a body and without a Content-Type.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse empty(int status) {
        return new StubResponse(SandboxOptions.status(status), Headers.of(), new byte[0], Duration.ZERO, null, 0);
    }

    /**
     * A response with any body and any Content-Type.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599 or the Content-Type is not a valid
     *     header value
     */
    public static StubResponse of(int status, String contentType, byte[] body) {
        return new StubResponse(
                SandboxOptions.status(status),
                Headers.of(CONTENT_TYPE, contentType),
                body.clone(),
                Duration.ZERO,
                null,
                0);
    }

    /** The sample video with a fault. */
    public static StubResponse fault(Fault fault) {
        return video().withFault(fault);
    }

    /**
     * Returns a copy with this header; replaces earlier values of the same name. A Content-Length is sent even if it is
     * not the length of the body; the connection is closed after such a body.
     *
     * @throws IllegalArgumentException when name or value are not valid in a header
     */
    public StubResponse withHeader(String name, String value) {
        return new StubResponse(
                status, headers.newBuilder().set(name, value).build(), body, delay, fault, faultPosition);
    }

    /**
     * Returns a copy with a delay before the first byte; zero by default. The delay also precedes a fault.
     *
     * @throws IllegalArgumentException when the delay is negative or longer than an hour
     */
    public StubResponse withDelay(Duration newDelay) {
        return new StubResponse(status, headers, body, SandboxOptions.latency(newDelay), fault, faultPosition);
    }

    /** Returns a copy with a fault. A fault within the body occurs after half of it. */
    public StubResponse withFault(Fault newFault) {
        return withFault(newFault, body.length / 2);
    }

    /**
     * Returns a copy with a fault that occurs after a number of bytes of the body, such as
     * {@link Fault#DISCONNECT_IN_BODY} or {@link Fault#STALL_IN_BODY}; other faults ignore the position.
     *
     * @param bodyBytes the bytes of the body that are sent; with more than the body has, all of them are
     * @throws IllegalArgumentException when the number is negative
     */
    public StubResponse withFault(Fault newFault, int bodyBytes) {
        SandboxOptions.require(bodyBytes >= 0, "bodyBytes", "0 or more", bodyBytes);
        return new StubResponse(
                status,
                headers,
                body,
                delay,
                SandboxOptions.nonNull("fault", newFault),
                Math.min(bodyBytes, body.length));
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers by case-insensitive name, in lower case. */
    public Map<String, List<String>> headers() {
        return headers.toMultimap();
    }

    /** A copy of the body; empty without a body. */
    public byte[] body() {
        return body.clone();
    }

    /** The delay before the first byte. */
    public Duration delay() {
        return delay;
    }

    /** The fault, if any. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The bytes of the body that are sent before a fault within the body. */
    int faultPosition() {
        return faultPosition;
    }

    /** The headers in the given order and case. */
    Headers wireHeaders() {
        return headers;
    }
}
