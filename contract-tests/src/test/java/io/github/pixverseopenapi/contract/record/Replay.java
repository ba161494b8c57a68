package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.ManualTicker;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ExchangeValidator;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.ReceivedRequest;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** Replays recordings to the client with the clock at their date, and validates them with the document. */
final class Replay {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final String KEY = "key-for-playback";

    private Replay() {}

    /** The client sends the recorded request once, and returns the recorded outcome. */
    static void requireSameOutcome(Recording recording) throws Exception {
        try (PlaybackServer server = new PlaybackServer(recording);
                PixverseClient client = client(recording, server)) {
            RecordedOutcome outcome = RecordedOutcome.of(() -> call(client, recording), Video::bytes);
            assertThat(outcome).as("outcome of %s", recording).isEqualTo(recording.outcome());
            assertThat(server.requests()).as("requests").isEqualTo(1);
            assertThat(server.received(new AllowedHeaders(DOCUMENT)))
                    .as("request of %s", recording)
                    .isEqualTo(recording.request());
        }
    }

    /** The problems according to the document; empty if there are none. */
    static List<Problem> validate(Recording recording) {
        return validate(DOCUMENT, recording);
    }

    static List<Problem> validate(ApiDocument document, Recording recording) {
        Recording.Sent sent = recording.request();
        return ExchangeValidator.of(document)
                .validateStrictly(
                        new ReceivedRequest(
                                sent.method(),
                                sent.path(),
                                sent.headers(),
                                sent.body().text().getBytes(StandardCharsets.UTF_8)),
                        response(recording));
    }

    static ReceivedResponse response(Recording recording) {
        Recording.Received received = recording.response();
        return new ReceivedResponse(
                received.status(), received.headers(), received.body().replayBytes());
    }

    /** A client of a replay whose clock is fixed at the recording's date. */
    static PixverseClient client(Recording recording, PlaybackServer server) {
        return new ManualTicker(Clock.fixed(recording.origin().date(), ZoneOffset.UTC))
                .of(PixverseClient.builder())
                .apiKey(KEY)
                .baseUrl(server.baseUrl())
                .maxRetries(0)
                .validateRequests(false)
                .build();
    }

    static Video call(PixverseClient client, Recording recording) {
        return OperationInvoker.call(
                client, recording.operationId(), recording.request().body().text());
    }

    /** The replayed placeholder of a video has the boxes of the video. */
    static void requireSameBoxes(StoredBody video) {
        assertThat(video.boxes()).as("boxes of a video").isNotEmpty();
        assertThat(Mp4Boxes.of(video.replayBytes()))
                .extracting(Mp4Boxes.Box::type)
                .isEqualTo(
                        video.boxes().stream().map(StoredBody.StoredBox::type).toList());
        assertThat(video.boxes().stream().mapToLong(StoredBody.StoredBox::size).sum())
                .isEqualTo(video.length());
    }
}
