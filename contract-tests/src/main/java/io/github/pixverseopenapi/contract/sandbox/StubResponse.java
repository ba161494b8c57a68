package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/**
 * What the sandbox answers to one request: status, headers, body, the time before it, and possibly a fault.
 * Immutable; the {@code with} methods return changed copies.
 *
 * <p>To every answer the sandbox adds {@value Provenance#HEADER}, and {@code x-request-id} where the answer has
 * none of its own.
 */
public final class StubResponse {

    static final String CONTENT_TYPE = "Content-Type";
    private static final String HTML = "text/html; charset=utf-8";

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Duration delay;
    private final Fault fault;

    private StubResponse(int status, Headers headers, byte[] body, Duration delay, Fault fault) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.fault = fault;
    }

    /** Status 200 and the five-second sample video. Unlike a call that takes the normal way, it costs nothing. */
    public static StubResponse video() {
        return of(200, SampleVideo.MEDIA_TYPE, SampleVideo.FIVE_SECONDS.mp4());
    }

    /**
     * A JSON answer. The text is sent as it is, so that it may be broken JSON too.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse json(int status, String body) {
        return of(status, ApiDocument.JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An HTML answer.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse html(int status, String body) {
        return of(status, HTML, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer without a body and without a Content-Type.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599
     */
    public static StubResponse empty(int status) {
        return new StubResponse(SandboxOptions.status(status), Headers.of(), new byte[0], Duration.ZERO, null);
    }

    /**
     * Any bytes under any Content-Type.
     *
     * @throws IllegalArgumentException when the status is not within 200 to 599 or the Content-Type cannot stand in
     *     a header
     */
    public static StubResponse of(int status, String contentType, byte[] body) {
        return new StubResponse(
                SandboxOptions.status(status),
                Headers.of(CONTENT_TYPE, contentType),
                body.clone(),
                Duration.ZERO,
                null);
    }

    /** The sample video, broken by a fault. */
    public static StubResponse fault(Fault fault) {
        return video().withFault(fault);
    }

    /**
     * The same with a header set; an earlier value of that name goes.
     *
     * @throws IllegalArgumentException when name or value cannot stand in a header
     */
    public StubResponse withHeader(String name, String value) {
        return new StubResponse(status, headers.newBuilder().set(name, value).build(), body, delay, fault);
    }

    /**
     * The same after a time in which nothing is sent; zero by default. It comes before the first byte of the
     * answer, or of what a fault leaves of it.
     *
     * @throws IllegalArgumentException when the delay is negative or longer than an hour
     */
    public StubResponse withDelay(Duration newDelay) {
        return new StubResponse(status, headers, body, SandboxOptions.latency(newDelay), fault);
    }

    /** The same, broken by a fault. */
    public StubResponse withFault(Fault newFault) {
        return new StubResponse(status, headers, body, delay, SandboxOptions.present("fault", newFault));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The headers by name; names are found in any case, and listed in small letters. */
    public Map<String, List<String>> headers() {
        return headers.toMultimap();
    }

    /** The body, as a copy; empty when there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The time before the first byte. */
    public Duration delay() {
        return delay;
    }

    /** The fault that breaks it, if any. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** For the wire: in order and in the case given. */
    Headers wireHeaders() {
        return headers;
    }
}
