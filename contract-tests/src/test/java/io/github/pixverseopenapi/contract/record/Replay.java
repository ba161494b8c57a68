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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** Plays recordings back to the client, at the time at which they were made, and judges them by the document. */
final class Replay {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final String KEY = "key-for-playback";

    private Replay() {}

    /** The client sends what it sent then, once, and makes of the answer what it made of it then. */
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

    /** What the document says against it; nothing when all is well. */
    static List<Problem> judge(Recording recording) {
        return judge(DOCUMENT, recording);
    }

    static List<Problem> judge(ApiDocument document, Recording recording) {
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

    /** A client of a playback whose clock stands at the recording's date. */
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

    /** What is played back in the place of a video has the video's boxes. */
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
