package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import io.github.pixverseopenapi.client.model.Credits;
import io.github.pixverseopenapi.client.model.HistoryPage;
import io.github.pixverseopenapi.client.model.HistorySortField;
import io.github.pixverseopenapi.client.model.HistoryState;
import io.github.pixverseopenapi.client.model.JobMetrics;
import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobState;
import io.github.pixverseopenapi.client.model.JobStatus;
import io.github.pixverseopenapi.client.model.JobVideo;
import io.github.pixverseopenapi.client.model.SortOrder;
import io.github.pixverseopenapi.client.model.UploadRequest;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.Response;

/** The client's requests and its handling of the responses. Passing exchanges are written into the pact. */
@Tag("consumer-pact")
@Tag("committed-files")
class ConsumerPactTest {

    /** Successful responses, each of which has a test of its own, and those to requests that only {@code api()} sends. */
    private static final EnumSet<ProviderState> NOT_AN_EXCEPTION = EnumSet.of(
            ProviderState.VIDEO,
            ProviderState.VIDEO_ELSEWHERE,
            ProviderState.OUTPUT_ELSEWHERE,
            ProviderState.SUBMITTED,
            ProviderState.QUEUED_JOB,
            ProviderState.PROCESSING_JOB,
            ProviderState.COMPLETED_JOB,
            ProviderState.EXPIRED_JOB,
            ProviderState.BALANCE,
            ProviderState.HISTORY,
            ProviderState.FILTERED_HISTORY,
            ProviderState.HISTORY_ENTRY,
            ProviderState.UPLOADED,
            ProviderState.INVALID_PAGE,
            ProviderState.NO_FILE);

    private static final PactCase ENTRY = PactCase.of(Operation.GET_REQUEST_HISTORY, ProviderState.HISTORY_ENTRY);
    private static final Set<PactCase> PASSED = new LinkedHashSet<>();

    static Stream<PactCase> videos() {
        return PactCase.in(ProviderState.VIDEO);
    }

    static Stream<PactCase> videosElsewhere() {
        return PactCase.in(ProviderState.VIDEO_ELSEWHERE, ProviderState.OUTPUT_ELSEWHERE);
    }

    static Stream<PactCase> submissions() {
        return PactCase.in(ProviderState.SUBMITTED);
    }

    static Stream<PactCase> statuses() {
        return PactCase.in(
                        ProviderState.QUEUED_JOB,
                        ProviderState.PROCESSING_JOB,
                        ProviderState.COMPLETED_JOB,
                        ProviderState.FAILED_JOB)
                .filter(exchange -> exchange.calls(Operation.GET_JOB_STATUS));
    }

    static Stream<PactCase> errorResponses() {
        return PactCase.in(EnumSet.complementOf(NOT_AN_EXCEPTION).toArray(ProviderState[]::new))
                // The status of a failed job is a status.
                .filter(exchange ->
                        !(exchange.state() == ProviderState.FAILED_JOB && exchange.calls(Operation.GET_JOB_STATUS)));
    }

    @AfterAll
    static void writePact() throws IOException {
        PactFile.write(PactInteractions.of(PASSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videos")
    void call_videoResponse_returnsIt(PactCase exchange) {
        MockProvider.play(exchange, (client, downloadHost) -> {
            try (Video video = PactCall.video(client, exchange)) {
                assertIsTheSample(video);
                assertIsBare(video.metadata());
                assertThat(downloadHost.requests()).isEmpty();
            }
        });
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videosElsewhere")
    void call_videoUrl_isFetched(PactCase exchange) {
        MockProvider.play(exchange, (client, downloadHost) -> {
            try (Video video = PactCall.video(client, exchange)) {
                assertIsTheSample(video);
                assertIsBare(video.metadata());
                assertThat(downloadHost.requests()).containsExactly("GET " + address(exchange.responseJson()));
            }
        });
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("submissions")
    void submit_acceptedJob_returnsItsId(PactCase exchange) {
        MockProvider.play(
                exchange,
                (client, downloadHost) -> assertThat(
                                PactCall.submit(client, exchange).id())
                        .isEqualTo(text(exchange.responseJson(), "request_id")));
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void status_ofAJob_isThatOfTheResponse(PactCase exchange) {
        JsonObject response = exchange.responseJson();
        MockProvider.play(exchange, (client, downloadHost) -> {
            JobStatus status = client.job(PactCall.JOB_ID).status();

            assertThat(status.requestId()).contains(text(response, "request_id"));
            assertThat(status.status()).contains(JobState.valueOf(text(response, "status")));
            assertThat(status.error().isPresent()).isEqualTo(status.status().equals(Optional.of(JobState.FAILED)));
            assertThat(status.error().orElse(null)).isEqualTo(text(response, "error"));
        });
        PASSED.add(exchange);
    }

    @Test
    void result_ofACompletedJob_isThatOfTheResponse() {
        PactCase exchange = PactCase.of(Operation.GET_JOB_RESULT, ProviderState.COMPLETED_JOB);
        MockProvider.play(exchange, (client, downloadHost) -> {
            JobResult result = client.job(PactCall.JOB_ID).result();

            assertThat(result.status()).contains(JobState.COMPLETED);
            assertThat(result.output()).contains(address(exchange.responseJson()));
            assertThat(result.video().flatMap(JobVideo::url)).isEqualTo(result.output());
            assertThat(result.metrics().flatMap(JobMetrics::cost)).contains(0.45);
            assertThat(downloadHost.requests()).isEmpty();
        });
        PASSED.add(exchange);
    }

    @Test
    void await_completedJob_downloadsItsVideo() {
        PactCase result = PactCase.of(Operation.GET_JOB_RESULT, ProviderState.COMPLETED_JOB);
        List<PactCase> exchanges = List.of(PactCase.of(Operation.GET_JOB_STATUS, ProviderState.COMPLETED_JOB), result);
        MockProvider.play(exchanges, (client, downloadHost) -> {
            try (Video video = client.job(PactCall.JOB_ID).await()) {
                assertIsTheSample(video);
                assertThat(downloadHost.requests()).containsExactly("GET " + address(result.responseJson()));
            }
        });
        PASSED.addAll(exchanges);
    }

    @Test
    void status_ofAJobWhoseRecordExpired_isThatOfTheHistory() {
        List<PactCase> exchanges = List.of(PactCase.of(Operation.GET_JOB_STATUS, ProviderState.EXPIRED_JOB), ENTRY);
        MockProvider.play(exchanges, (client, downloadHost) -> {
            JobStatus status = client.job(PactCall.JOB_ID).status();

            assertThat(status.requestId()).contains(text(ENTRY.responseJson(), "request_id"));
            assertThat(status.status()).contains(JobState.COMPLETED);
        });
        PASSED.addAll(exchanges);
    }

    @Test
    void result_ofAJobWhoseRecordExpired_isThatOfTheHistory() {
        List<PactCase> exchanges = List.of(PactCase.of(Operation.GET_JOB_RESULT, ProviderState.EXPIRED_JOB), ENTRY);
        MockProvider.play(exchanges, (client, downloadHost) -> {
            JobResult result = client.job(PactCall.JOB_ID).result();

            assertThat(result.output()).contains(text(ENTRY.responseJson(), "generation_url"));
            assertThat(result.metrics().flatMap(JobMetrics::cost)).contains(0.45);
        });
        PASSED.addAll(exchanges);
    }

    @Test
    void lookUp_ofALostRequest_findsItInTheHistory() {
        PactCase exchange = PactCase.of(Operation.LIST_REQUEST_HISTORY, ProviderState.HISTORY);
        MockProvider.play(
                exchange,
                (client, downloadHost) -> assertThat(PactCall.lookUp(client))
                        .singleElement()
                        .satisfies(found -> {
                            JsonObject row = row(exchange);
                            assertThat(found.id()).isEqualTo(text(row, "request_id"));
                            assertThat(found.status()).contains(HistoryState.COMPLETED);
                            assertThat(found.address()).contains(text(row, "generation_url"));
                        }));
        PASSED.add(exchange);
    }

    @Test
    void history_withEveryFilter_isThatOfTheResponse() {
        PactCase exchange = PactCase.of(Operation.LIST_REQUEST_HISTORY, ProviderState.FILTERED_HISTORY);
        MockProvider.play(List.of(exchange), (client, downloadHost) -> {
            Response<ResponseBody> response = execute(client.api()
                    .listRequestHistory(
                            2,
                            50,
                            "2026-01-01",
                            "2026-01-31",
                            "v6",
                            HistoryState.PENDING,
                            HistorySortField.MODEL_NAME,
                            SortOrder.DESC));

            HistoryPage page = HistoryPage.fromJson(text(response.body()));
            assertThat(page.total()).contains(1);
            assertThat(page.data())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.requestId()).contains(text(row(exchange), "request_id")));
        });
        PASSED.add(exchange);
    }

    @Test
    void history_withAnInvalidPage_isRefused() {
        requireBadRequest(
                PactCase.of(Operation.LIST_REQUEST_HISTORY, ProviderState.INVALID_PAGE),
                client -> client.api().listRequestHistory(0, null, null, null, null, null, null, null));
    }

    @Test
    void upload_withoutAFile_isRefused() {
        requireBadRequest(
                PactCase.of(Operation.UPLOAD_ASSET, ProviderState.NO_FILE),
                client -> client.api()
                        .uploadAsset(UploadRequest.builder().dataUrls(List.of()).build()));
    }

    @Test
    void credits_ofAnAccount_areThoseOfTheResponse() {
        PactCase exchange = PactCase.of(Operation.GET_CREDITS, ProviderState.BALANCE);
        MockProvider.play(exchange, (client, downloadHost) -> {
            Credits credits = client.credits();

            assertThat(credits.credits()).contains(10.0);
            assertThat(credits.freeCredits()).contains(0.0);
        });
        PASSED.add(exchange);
    }

    @Test
    void upload_ofAnImage_returnsItsUrl() {
        PactCase exchange = PactCase.of(Operation.UPLOAD_ASSET, ProviderState.UPLOADED);
        MockProvider.play(
                exchange,
                (client, downloadHost) -> assertThat(PactCall.upload(client))
                        .isEqualTo(exchange.responseJson()
                                .getAsJsonArray("file_urls")
                                .get(0)
                                .getAsString()));
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errorResponses")
    void call_errorStatus_throwsItsException(PactCase exchange) {
        ExpectedException expected = ExpectedException.of(exchange);
        MockProvider.play(exchange, (client, downloadHost) -> {
            PixverseException exception =
                    catchThrowableOfType(PixverseException.class, () -> PactCall.execute(client, exchange));

            assertThat(exception).isExactlyInstanceOf(expected.type());
            assertThat(exception.billing()).isEqualTo(expected.billing());
            // Of two responses with 404, the exception names both; the second is its cause.
            assertIsOf(
                    exchange,
                    exchange.state() == ProviderState.NO_ENTRY ? (PixverseException) exception.getCause() : exception);
            assertThat(downloadHost.requests()).isEmpty();
        });
        PASSED.add(exchange);
    }

    private static void assertIsOf(PactCase exchange, PixverseException exception) {
        assertThat(exception.statusCode()).isEqualTo(exchange.state().status());
        assertThat(exception.requestId()).isEmpty();
        assertThat(exception.body()).isEqualTo(exchange.responseText());
        assertThat(exception).hasMessageContaining(reason(exchange));
    }

    /** The plain interface sends what the client's methods cannot. */
    private static void requireBadRequest(PactCase exchange, Function<PixverseClient, Call<ResponseBody>> call) {
        MockProvider.play(List.of(exchange), (client, downloadHost) -> {
            Response<ResponseBody> response = execute(call.apply(client));

            assertThat(response.code()).isEqualTo(400);
            assertThat(text(response.errorBody())).isEqualTo(exchange.responseText());
        });
        PASSED.add(exchange);
    }

    private static Response<ResponseBody> execute(Call<ResponseBody> call) {
        try {
            return call.execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ResponseBody body) {
        try (body) {
            return body.string();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonObject json, String field) {
        return json.has(field) ? json.get(field).getAsString() : null;
    }

    private static JsonObject row(PactCase exchange) {
        return exchange.responseJson().getAsJsonArray("data").get(0).getAsJsonObject();
    }

    private static void assertIsTheSample(Video video) {
        assertThat(video.contentType()).isEqualTo(Mp4Boxes.MEDIA_TYPE);
        byte[] bytes = video.bytes();
        assertThat(bytes).isEqualTo(StubResponse.video().body());
        assertThat(video.contentLength()).isEqualTo(bytes.length);
    }

    /** The service may omit all documented headers, and the client does not need them. */
    private static void assertIsBare(VideoMetadata metadata) {
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.requestId()).isEmpty();
        assertThat(metadata.cost()).isEmpty();
        assertThat(metadata.remainingCredits()).isEmpty();
        assertThat(metadata.generationSeconds()).isEmpty();
        assertThat(metadata.seed()).isEmpty();
    }

    private static String address(JsonObject response) {
        return response.has("video")
                ? response.getAsJsonObject("video").get("url").getAsString()
                : response.get("output").getAsString();
    }

    /** The message for users: the text of the response without its markup. */
    private static String reason(PactCase exchange) {
        return switch (exchange.state().shape()) {
            case NOTHING -> "(the response has no text)";
            case HTML -> ": " + exchange.responseText().replaceAll("<[^>]*>", "");
            default -> text(exchange.responseJson(), "error");
        };
    }
}
