package com.example.telemetry;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class PixverseTelemetryTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private static final String CALL = "make clip";
    private static final String POST = "POST /v1/pixverse-text2video";
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private PixverseTelemetry telemetry;
    private PixverseClient pixverse;

    @BeforeEach
    void open(Sandbox ofThisTest) {
        sandbox = ofThisTest;
        telemetry = new PixverseTelemetry(OTEL.getOpenTelemetry());
        pixverse = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .timeout(Duration.ofSeconds(20))
                .httpClient(telemetry.httpClient())
                .build();
    }

    @AfterEach
    void neverExportsTheKey() {
        pixverse.close();
        assertThat(OTEL.getSpans()).isNotEmpty();
        assertThat(OTEL.getSpans().toString()).doesNotContain(sandbox.apiKey());
        assertThat(OTEL.getMetrics().toString()).doesNotContain(sandbox.apiKey());
    }

    @Test
    void call_video_hasAttemptCostAndRequestId() {
        inSpan("parent", () -> telemetry.call(CALL, () -> pixverse.textToVideo(REQUEST)))
                .close();

        SpanData attempt = span(POST);
        assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attempt.getAttributes().get(STATUS)).isEqualTo(200);
        assertThat(attempt.getParentSpanId()).isEqualTo(span(CALL).getSpanId());
        assertThat(span(CALL).getParentSpanId()).isEqualTo(span("parent").getSpanId());
        assertThat(span(CALL).getAttributes().get(PixverseTelemetry.REQUEST_ID))
                .isNotNull()
                .isEqualTo(attempt.getAttributes().get(PixverseTelemetry.REQUEST_ID));
        assertThat(span(CALL).getAttributes().get(PixverseTelemetry.COST_USD)).isEqualTo(1.0);
        assertThat(sum("pixverse.cost")).isEqualTo(1.0);
    }

    @Test
    void callAsync_equalRequestsOfTwoParents_eachAttemptHasItsOwn() throws Exception {
        sandbox.setLatency(Duration.ofMillis(300));
        CompletableFuture<Video> one = async("one");
        CompletableFuture<Video> two = async("two");
        one.get().close();
        two.get().close();
        awaitSpans(CALL, 2);

        for (String parent : List.of("one", "two")) {
            SpanData call = spans(CALL).stream()
                    .filter(span -> span.getParentSpanId().equals(span(parent).getSpanId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(spans(POST).stream()
                            .filter(attempt -> attempt.getParentSpanId().equals(call.getSpanId())))
                    .as("attempts of %s", parent)
                    .hasSize(1);
        }
    }

    private CompletableFuture<Video> async(String parent) {
        return inSpan(parent, () -> telemetry.callAsync(CALL, () -> pixverse.textToVideoAsync(REQUEST)));
    }

    @Test
    void call_retriedAfter429_hasASpanForEachAttempt() {
        sandbox.respondWith("textToVideo", StubResponse.json(429, "{}"));

        telemetry.call(CALL, () -> pixverse.textToVideo(REQUEST)).close();

        assertThat(spans(POST))
                .extracting(attempt -> attempt.getAttributes().get(STATUS))
                .containsExactly(429L, 200L);
        assertThat(spans(POST))
                .extracting(SpanData::getParentSpanId)
                .containsOnly(span(CALL).getSpanId());
        assertThat(spans(POST).get(0).getAttributes().get(ERROR_TYPE)).isEqualTo("429");
    }

    @Test
    void call_refused_isNotBilled() {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThatThrownBy(() -> telemetry.call(CALL, () -> pixverse.textToVideo(REQUEST)))
                .isInstanceOf(InsufficientCreditsException.class);

        assertThat(span(CALL).getAttributes().get(PixverseTelemetry.BILLING)).isEqualTo("NOT_BILLED");
        assertThat(span(CALL).getAttributes().get(PixverseTelemetry.REQUEST_ID)).isNotNull();
        assertThat(span(POST).getAttributes().get(STATUS)).isEqualTo(406);
        assertThat(sum("pixverse.failures")).isEqualTo(1);
    }

    @Test
    void callAsync_responseIsLost_billingIsUnknown() throws Exception {
        sandbox.loseNextResponse("textToVideo", Fault.DISCONNECT_AFTER_REQUEST);

        assertThatThrownBy(() -> telemetry
                        .callAsync(CALL, () -> pixverse.textToVideoAsync(REQUEST))
                        .get())
                .hasCauseInstanceOf(ConnectionException.class);
        awaitSpans(CALL, 1);

        assertThat(span(CALL).getAttributes().get(PixverseTelemetry.BILLING)).isEqualTo("UNKNOWN");
        assertThat(span(POST).getAttributes().get(ERROR_TYPE)).contains("Exception");
    }

    @Test
    void call_read_hasAParent() {
        telemetry.call("check", () -> pixverse.credits());

        assertThat(span("GET /v1/get-user-credits").getParentSpanId())
                .isEqualTo(span("check").getSpanId());
    }

    @Test
    void tracedClip_job_hasStatesAndCostButNoSpansOfPolls() throws Exception {
        sandbox.setProcessingTime(Duration.ofSeconds(2));
        Path file = folder.resolve("boat.mp4");

        TracedClip.run(
                OTEL.getOpenTelemetry(),
                Map.of("SEGMIND_API_KEY", sandbox.apiKey(), "PIXVERSE_BASE_URL", sandbox.baseUrl()),
                "A paper boat",
                file);

        assertThat(Mp4Boxes.of(Files.readAllBytes(file)))
                .extracting(Mp4Boxes.Box::type)
                .contains("ftyp", "moov", "mdat");
        assertThat(OTEL.getSpans())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(
                        "submit clip", "POST /v2/pixverse-text2video", "await clip", "GET /v2/requests/{request_id}");
        assertThat(span("await clip").getEvents())
                .extracting(EventData::getName)
                .contains("PROCESSING");
        assertThat(span("await clip").getAttributes().get(PixverseTelemetry.COST_USD))
                .isEqualTo(sandbox.jobs().get(0).cost().doubleValue());
        assertThat(attempts()).as("polls are measured").isGreaterThan(3);
    }

    private static <T> T inSpan(String name, Supplier<T> action) {
        Span span = OTEL.getOpenTelemetry().getTracer("test").spanBuilder(name).startSpan();
        try {
            return Context.current().with(span).wrapSupplier(action).get();
        } finally {
            span.end();
        }
    }

    /** A future may be completed before its callbacks have run. */
    private static void awaitSpans(String name, int count) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (spans(name).size() < count) {
            assertThat(Instant.now()).as("%d spans %s", count, name).isBefore(deadline);
            Thread.sleep(10);
        }
    }

    private static SpanData span(String name) {
        assertThat(spans(name)).as(name).hasSize(1);
        return spans(name).get(0);
    }

    private static List<SpanData> spans(String name) {
        return OTEL.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .toList();
    }

    private static double sum(String metric) {
        MetricData data = metric(metric);
        return data.getLongSumData().getPoints().stream()
                        .mapToLong(point -> point.getValue())
                        .sum()
                + data.getDoubleSumData().getPoints().stream()
                        .mapToDouble(point -> point.getValue())
                        .sum();
    }

    private static long attempts() {
        return metric("http.client.request.duration").getHistogramData().getPoints().stream()
                .mapToLong(point -> point.getCount())
                .sum();
    }

    private static MetricData metric(String name) {
        return OTEL.getMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
