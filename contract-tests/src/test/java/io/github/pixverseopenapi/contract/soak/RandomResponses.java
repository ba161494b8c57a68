package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The service's possible responses instead of a video. None is a plain 200: only generated and charged videos have that
 * status, so that the journal distinguishes them.
 */
final class RandomResponses {
    /** A video that is not charged. */
    static final int UNPAID_VIDEO = 201;

    /** This status has a text body instead of a video. */
    static final int NO_VIDEO = 203;

    static final int TOO_MANY = 429;

    private static final int[] ERROR_RESPONSES = {400, 401, 403, 404, 406, 500, 502, 504, 503, 408, 418, 302, NO_VIDEO};
    private static final List<Fault> BREAKS = List.of(
            Fault.DISCONNECT_AFTER_REQUEST,
            Fault.EMPTY_RESPONSE,
            Fault.DISCONNECT_IN_HEADERS,
            Fault.DISCONNECT_IN_BODY,
            Fault.GARBAGE);
    static final int LARGE_BYTES = 1024 * 1024;
    private static final List<Fault> STALLS = List.of(Fault.STALL_BEFORE_RESPONSE, Fault.STALL_IN_BODY);
    private static final byte[] LARGE_VIDEO = largeVideo();
    private static final StubResponse WHOLE_LARGE_VIDEO = StubResponse.of(UNPAID_VIDEO, "video/mp4", LARGE_VIDEO);
    private static final StubResponse BROKEN_LARGE_VIDEO = StubResponse.of(200, "video/mp4", LARGE_VIDEO);

    /** More than the client reads. */
    private static final String LONG_TEXT = "<p>As the soak says, again and again.</p>\n".repeat(5_000);

    private static final int MAX_IN_A_ROW = 4;
    private static final int LONGEST_DELAY_MILLIS = 30;

    private final SplittableRandom random;

    RandomResponses(SplittableRandom random) {
        this.random = random;
    }

    /** A video that needs many reads, unlike the sandbox's sample. */
    private static byte[] largeVideo() {
        byte[] bytes = new byte[LARGE_BYTES];
        Arrays.fill(bytes, (byte) 'v');
        byte[] start = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, bytes, 0, start.length);
        return bytes;
    }

    /** The stub responses for one call; usually none. */
    List<StubResponse> next() {
        int percent = random.nextInt(100);
        if (percent < 55) {
            return List.of();
        }
        if (percent < 69) {
            return List.of(errorResponse(ERROR_RESPONSES[random.nextInt(ERROR_RESPONSES.length)]));
        }
        if (percent < 77) {
            return tooMany();
        }
        if (percent < 91) {
            return List.of(broken(BREAKS));
        }
        if (percent < 95) {
            return List.of(broken(STALLS));
        }
        if (percent < 97) {
            return List.of(StubResponse.fault(Fault.DISCONNECT_AT_START));
        }
        return List.of(WHOLE_LARGE_VIDEO);
    }

    private List<StubResponse> tooMany() {
        List<StubResponse> responses = new ArrayList<>();
        for (int left = 1 + random.nextInt(MAX_IN_A_ROW); left > 0; left--) {
            // Now and then a wait that no time limit allows.
            responses.add(errorResponse(TOO_MANY).withHeader("Retry-After", random.nextInt(10) == 0 ? "3600" : "0"));
        }
        return responses;
    }

    private StubResponse errorResponse(int status) {
        StubResponse response = switch (random.nextInt(4)) {
            case 0 -> StubResponse.json(status, "{\"error\":\"As the soak says.\"}");
            case 1 -> StubResponse.html(status, "<html><body><h1>As the soak says</h1></body></html>");
            case 2 -> StubResponse.html(status, LONG_TEXT);
            default -> StubResponse.empty(status);
        };
        return response.withDelay(Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)));
    }

    private StubResponse broken(List<Fault> faults) {
        Fault fault = faults.get(random.nextInt(faults.size()));
        return switch (random.nextInt(4)) {
            case 0 -> errorResponse().withFault(fault);
            case 1 -> BROKEN_LARGE_VIDEO.withFault(fault);
            default -> StubResponse.fault(fault);
        };
    }

    private StubResponse errorResponse() {
        return StubResponse.json(
                ERROR_RESPONSES[random.nextInt(ERROR_RESPONSES.length)], "{\"error\":\"Half of this is lost.\"}");
    }
}
