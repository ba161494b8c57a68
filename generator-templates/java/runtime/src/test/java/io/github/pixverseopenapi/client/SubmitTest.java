package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.ID;
import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static io.github.pixverseopenapi.client.StubService.json;
import static io.github.pixverseopenapi.client.StubService.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.model.HistoryState;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client offers beside v1, with a service on this machine. */
@Tag("pit-calls")
class SubmitTest {
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A boat").build();
    private static final String NOW = "2026-11-24T10:15:30Z";

    private final StubService service;
    private final PixverseClient client;
    private final ManualTicker ticker = new ManualTicker(Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC));

    @TempDir
    Path folder;

    SubmitTest() throws IOException {
        service = new StubService();
        client = service.client(ticker).build();
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private static MockResponse submitted() {
        return json(200, "{\"request_id\":\"" + ID + "\",\"status\":\"QUEUED\"}");
    }

    private static MockResponse lost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static String row(String id, String created, String body) {
        return "{\"request_id\":\"" + id + "\",\"model_name\":\"pixverse-text2video\",\"model_status\":\"COMPLETED\","
                + "\"model_created\":\"" + created + "\",\"credits_deduction\":0.45,"
                + "\"generation_url\":\"https://example.com/" + id + ".mp4\",\"request_body\":" + body + "}";
    }

    private static MockResponse rows(String... rows) {
        return json(200, "{\"data\":[" + String.join(",", rows) + "]}");
    }

    @Test
    void submit_validRequest_givesTheJob() {
        service.respond(submitted(), state("COMPLETED"), service.result(), file().build());

        VideoJob job = client.submit(REQUEST);

        assertThat(job.id()).isEqualTo(ID);
        assertThat(service.targets()).containsExactly("POST /v2/pixverse-text2video");
        assertThat(service.request(0).getBody().utf8()).isEqualTo(REQUEST.toJson());
        assertThat(service.request(0).getHeaders().get("x-api-key")).isEqualTo("a-secret-key");
        try (Video video = client.job(job.id()).await()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
    }

    static Stream<Arguments> submit_eachKindOfRequest_hasItsPath() {
        String url = "https://example.com/file";
        return Stream.of(
                Arguments.of(REQUEST, "pixverse-text2video"),
                Arguments.of(
                        ImageToVideoRequest.builder()
                                .imageUrl(url)
                                .prompt("A boat")
                                .build(),
                        "pixverse-image2video"),
                Arguments.of(V5VideoRequest.builder().prompt("A boat").build(), "pixverse-5-video"),
                Arguments.of(
                        V5ExtendRequest.builder().videoUrl(url).prompt("A boat").build(), "pixverse-5-extend"),
                Arguments.of(V6VideoRequest.builder().prompt("A boat").build(), "pixverse-v6"));
    }

    @ParameterizedTest
    @MethodSource
    void submit_eachKindOfRequest_hasItsPath(PixverseRequest request, String model) {
        service.respond(submitted());

        assertThat(client.submit(request).id()).isEqualTo(ID);
        assertThat(service.targets()).containsExactly("POST /v2/" + model);
        assertThat(service.request(0).getBody().utf8()).isEqualTo(request.toJson());
    }

    @Test
    void submitAsync_validRequest_givesTheJobToCome() {
        service.respond(submitted());

        assertThat(client.submitAsync(REQUEST).join().id()).isEqualTo(ID);
        assertThat(service.targets()).containsExactly("POST /v2/pixverse-text2video");
    }

    @Test
    void submitAsync_refused_failsTheFuture() {
        service.respond(json(406, "{\"error\":\"no credits\"}"));

        assertThat(client.submitAsync(REQUEST))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InsufficientCreditsException.class);
    }

    @Test
    void submit_null_isRejectedBeforeAnythingIsSent() {
        String reason = "request must be built by a builder, but was null";

        assertThatThrownBy(() -> client.submit(null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith(reason);
        assertThat(client.submitAsync(null))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining(reason);
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void submit_rateLimited_isRetried() {
        service.respond(json(429, ""), submitted());

        assertThat(client.submit(REQUEST).id()).isEqualTo(ID);
        assertThat(service.targets()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"request_id\":7}", "{\"request_id\":\"../x\"}", "<html>"})
    void submit_responseWithoutAnId_isUnknownAndNotRetried(String body) {
        service.respond(json(200, body));

        UnexpectedResponseException failure =
                catchThrowableOfType(UnexpectedResponseException.class, () -> client.submit(REQUEST));

        assertThat(failure).hasMessageContaining("must be JSON with the id of a job");
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void submit_lostResponse_isUnknownAndNotRetried() {
        service.respond(lost());

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));

        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void submit_refused_isNotBilled() {
        service.respond(json(406, "{\"error\":\"Too few credits.\"}"));

        InsufficientCreditsException failure =
                catchThrowableOfType(InsufficientCreditsException.class, () -> client.submit(REQUEST));

        assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
        assertThatThrownBy(() -> client.lookUp(failure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exception must be of a paid call that may have made a video (UNKNOWN or BILLED),"
                        + " but was NOT_BILLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../status", "a/b", "\u00e4", "a?b"})
    void job_idThatCannotBeOne_isRejected(String id) {
        assertThatThrownBy(() -> client.job(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must be 1 to 100 letters, digits, hyphens and underscores, but was \"" + id + '"');
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void lookUp_lostSubmit_findsTheRequestAmongOthers() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        String body = REQUEST.toJson().replace(":5,", ":5.0,").replace("}", ",\"seed\":7}");
        service.respond(rows(
                row("other", NOW, "{\"prompt\":\"A train\"}"),
                row("earlier", "2026-11-24T09:15:30Z", body),
                row("this", "2026-11-24 10:15:31", body),
                row("this", "2026-11-24 10:15:31", body)));

        List<JobCandidate> found = client.lookUp(failure);

        assertThat(found).singleElement().satisfies(candidate -> {
            assertThat(candidate.id()).isEqualTo("this");
            assertThat(candidate.status()).contains(HistoryState.COMPLETED);
            assertThat(candidate.costUsd()).contains(0.45);
            assertThat(candidate.address()).contains("https://example.com/this.mp4");
            assertThat(client.job(candidate).id()).isEqualTo("this");
        });
        assertThat(service.targets().get(1))
                .isEqualTo("GET /inference-request/request-history?page=1&per_page=100&from_date=2026-11-23"
                        + "&to_date=2026-11-25&model_name=pixverse-text2video");
    }

    @Test
    void lookUp_twoEqualRequests_areTwoCandidates() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        service.respond(rows(row("one", NOW, REQUEST.toJson()), row("two", NOW, REQUEST.toJson())));

        assertThat(client.lookUp(failure)).extracting(JobCandidate::id).containsExactly("one", "two");
    }

    @Test
    void lookUp_requestThatAppearsLate_isFound() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        service.respond(rows(), json(503, ""), rows(), rows(row("late", NOW, REQUEST.toJson())));

        assertThat(client.lookUp(failure)).extracting(JobCandidate::id).containsExactly("late");
    }

    private static MockResponse pageOf(int rows) {
        String row = "{\"request_id\":\"other\",\"model_name\":\"another model\"}";
        return json(200, "{\"data\":[" + String.join(",", Collections.nCopies(rows, row)) + "]}");
    }

    /** The requested pages, in order. */
    private List<String> pages() {
        return service.targets().stream()
                .map(target -> target.replaceAll(".*[?&]page=(\\d+).*", "$1"))
                .filter(page -> page.matches("\\d+"))
                .collect(Collectors.toList());
    }

    @Test
    void lookUp_fullPage_isFollowedByTheNextOne() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        service.respond(pageOf(99), pageOf(100), rows(row("found", NOW, REQUEST.toJson())));

        List<JobCandidate> found = client.lookUp(failure);

        assertThat(found).extracting(JobCandidate::id).containsExactly("found");
        assertThat(found.get(0).toString()).startsWith("JobCandidate{").contains("found");

        assertThat(pages()).containsExactly("1", "1", "2");
    }

    @Test
    void lookUp_endlessHistory_isReadForFiftyPages() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        for (int i = 0; i < 50; i++) {
            service.respond(pageOf(100));
        }
        service.respond(rows(row("found", NOW, REQUEST.toJson())));

        assertThat(client.lookUp(failure)).extracting(JobCandidate::id).containsExactly("found");

        assertThat(pages()).hasSize(51).endsWith("50", "1");
    }

    @Test
    void lookUp_requestThatNeverAppears_isNoneAfterThirtySeconds() {
        service.respond(lost());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> client.submit(REQUEST));
        for (int i = 0; i < 20; i++) {
            service.respond(rows());
        }

        assertThat(client.lookUp(failure)).isEmpty();
        assertThat(ticker.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(41));
    }

    @Test
    void lookUp_lostVideo_readFromItsBytes_isFoundByItsId() throws Exception {
        service.respond(json(504, "{\"error\":\"too long\"}")
                .newBuilder()
                .addHeader("x-request-id", "this")
                .build());
        ServerException failure = catchThrowableOfType(ServerException.class, () -> client.textToVideo(REQUEST));
        service.respond(rows(row("equal", NOW, REQUEST.toJson()), row("this", NOW, REQUEST.toJson())));

        assertThat(client.lookUp(copied(failure))).extracting(JobCandidate::id).containsExactly("this");
    }

    @Test
    void lookUp_videoWhoseTransferBroke_isFound() {
        service.respond(file().onResponseBody(new SocketEffect.CloseSocket()).build());
        ConnectionException failure;
        try (Video video = client.textToVideo(REQUEST)) {
            failure = catchThrowableOfType(ConnectionException.class, video::bytes);
        }
        service.respond(rows(row("this", NOW, REQUEST.toJson())));

        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(client.lookUp(failure)).extracting(JobCandidate::id).containsExactly("this");
    }

    @Test
    void lookUp_requestAndTime_findsTheRequestOfAKilledProcess() {
        service.respond(rows(
                row("earlier", "2026-11-24T09:15:30Z", REQUEST.toJson()),
                row("other", NOW, "{\"prompt\":\"A train\"}"),
                row("this", NOW, REQUEST.toJson())));

        assertThat(client.lookUp(REQUEST, Instant.parse(NOW)))
                .extracting(JobCandidate::id)
                .containsExactly("this");
        assertThat(service.targets().get(0)).contains("from_date=2026-11-23&to_date=2026-11-25");
    }

    @Test
    void lookUp_requestWithoutTime_isRejected() {
        assertThatThrownBy(() -> client.lookUp(REQUEST, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sentAt must be the time of the request, but was null");
        assertThatThrownBy(() -> client.lookUp((PixverseRequest) null, Instant.EPOCH))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("request must be built by a builder, but was null");
        assertThat(service.targets()).isEmpty();
    }

    private static PixverseException copied(PixverseException exception) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (PixverseException) in.readObject();
        }
    }

    @Test
    void credits_failureThatMayPass_areAskedForAgain() {
        service.respond(json(503, ""), json(200, "{\"credits\":10,\"free-credits\":\"none\"}"));

        assertThat(client.credits().credits()).contains(10.0);
        assertThat(service.targets()).containsExactly("GET /v1/get-user-credits", "GET /v1/get-user-credits");
    }

    @Test
    void upload_image_isSentAsADataUrl() throws IOException {
        byte[] image = new byte[100_000];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, image, 0, 8);
        Path file = Files.write(folder.resolve("picture.txt"), image);
        service.respond(json(200, "{\"file_urls\":[\"https://example.com/a.png\"]}"));
        List<Long> progress = new ArrayList<>();

        String address = client.upload(file, (sent, total) -> progress.add(sent));

        assertThat(address).isEqualTo("https://example.com/a.png");
        assertThat(service.targets()).containsExactly("POST /upload-asset");
        assertThat(service.request(0).getBody().utf8())
                .isEqualTo("{\"data_urls\":[\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(image) + "\"]}");
        assertThat(service.request(0).getHeaders().get("x-api-key")).isEqualTo("a-secret-key");
        assertThat(progress).isSorted().endsWith(100_000L);
    }

    @Test
    void upload_responseWithTheOtherName_isUnderstood() throws IOException {
        Path file = Files.write(folder.resolve("a"), "GIF89a".getBytes(StandardCharsets.US_ASCII));
        service.respond(json(200, "{\"urls\":[\"https://example.com/a.gif\"]}"));

        assertThat(client.upload(file)).isEqualTo("https://example.com/a.gif");
    }

    @Test
    void upload_fileOfAnotherType_isNotSent() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "hello");

        assertThatThrownBy(() -> client.upload(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("file must be an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM), but "
                        + file + " is something else");
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void upload_fileThatIsMissing_isNamed() {
        assertThatThrownBy(() -> client.upload(folder.resolve("none.png")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("file must be a readable file", "none.png");
        assertThat(service.targets()).isEmpty();
    }
}
