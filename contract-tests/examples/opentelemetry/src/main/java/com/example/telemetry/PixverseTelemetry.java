package com.example.telemetry;

import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.JobMetrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/** Spans and metrics of a client: what each call cost, and what its failure means for the bill. */
final class PixverseTelemetry {
    static final String SCOPE = "com.example.telemetry";
    static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("pixverse.request_id");
    static final AttributeKey<String> BILLING = AttributeKey.stringKey("pixverse.billing");
    static final AttributeKey<Double> COST_USD = AttributeKey.doubleKey("pixverse.cost_usd");

    private final OpenTelemetry telemetry;
    private final Tracer tracer;
    private final DoubleCounter costs;
    private final LongCounter failures;

    PixverseTelemetry(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
        this.tracer = telemetry.getTracer(SCOPE);
        this.costs = telemetry
                .getMeter(SCOPE)
                .counterBuilder("pixverse.cost")
                .setUnit("{USD}")
                .ofDoubles()
                .build();
        this.failures =
                telemetry.getMeter(SCOPE).counterBuilder("pixverse.failures").build();
    }

    /** For {@code PixverseClient.builder().httpClient(…)}. */
    OkHttpClient httpClient() {
        CallContexts contexts = new CallContexts();
        return new OkHttpClient.Builder()
                .eventListenerFactory(contexts)
                .addInterceptor(new AttemptInterceptor(telemetry, contexts))
                .build();
    }

    /** Makes a blocking call in a span. */
    <T> T call(String name, Supplier<T> call) {
        Span span = tracer.spanBuilder(name).startSpan();
        try {
            T result = Context.current().with(span).wrapSupplier(call).get();
            recordVideo(span, result);
            return result;
        } catch (RuntimeException e) {
            recordFailure(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Makes an {@code …Async} call in a span that ends with its future. */
    <T> CompletableFuture<T> callAsync(String name, Supplier<CompletableFuture<T>> call) {
        Span span = tracer.spanBuilder(name).startSpan();
        CompletableFuture<T> future;
        try {
            future = Context.current().with(span).wrapSupplier(call).get();
        } catch (RuntimeException e) {
            recordFailure(span, e);
            span.end();
            throw e;
        }
        future.whenComplete((result, failure) -> {
            if (failure == null) {
                recordVideo(span, result);
            } else {
                recordFailure(span, failure);
            }
            span.end();
        });
        // The client's own future: cancelling another one would not abort the call.
        return future;
    }

    /** Waits for a job in a span with its states, because the client polls on threads without the caller's context. */
    Video await(String name, VideoJob job) {
        return call(name, () -> {
            Span span = Span.current();
            span.setAttribute(REQUEST_ID, job.id());
            job.onStatus(
                    (status, elapsed, typical) -> status.status().ifPresent(state -> span.addEvent(state.value())));
            Video video = job.await();
            try {
                job.result().metrics().flatMap(JobMetrics::cost).ifPresent(usd -> recordCost(span, usd));
            } catch (PixverseException e) {
                span.recordException(e); // The video is paid: it must not be lost because its cost is unknown.
            }
            return video;
        });
    }

    private void recordVideo(Span span, Object result) {
        if (result instanceof Video video) {
            video.metadata().requestId().ifPresent(id -> span.setAttribute(REQUEST_ID, id));
            video.metadata().cost().map(BigDecimal::doubleValue).ifPresent(usd -> recordCost(span, usd));
        }
    }

    private void recordCost(Span span, double usd) {
        span.setAttribute(COST_USD, usd);
        costs.add(usd);
    }

    private void recordFailure(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ErrorAttributes.ERROR_TYPE, failure.getClass().getName());
        span.recordException(failure);
        if (failure instanceof PixverseException e) {
            span.setAttribute(BILLING, e.billing().name());
            e.requestId().ifPresent(id -> span.setAttribute(REQUEST_ID, id));
            failures.add(1, Attributes.of(BILLING, e.billing().name()));
        }
    }
}
