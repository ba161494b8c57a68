package com.example.telemetry;

import io.github.pixverseopenapi.client.Operation;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import retrofit2.Invocation;

/**
 * A client span and a duration for each request that is sent, retries included, by OpenTelemetry's conventions for HTTP
 * clients. The API key is not among the headers that the client shows to interceptors.
 */
final class AttemptInterceptor implements Interceptor {
    /** The conventional ones end at ten seconds. */
    private static final List<Double> SECONDS = List.of(0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 90.0, 180.0, 300.0);

    private final CallContexts contexts;
    private final Tracer tracer;
    private final DoubleHistogram durations;

    AttemptInterceptor(OpenTelemetry telemetry, CallContexts contexts) {
        this.contexts = contexts;
        this.tracer = telemetry.getTracer(PixverseTelemetry.SCOPE);
        this.durations = telemetry
                .getMeter(PixverseTelemetry.SCOPE)
                .histogramBuilder("http.client.request.duration")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Invocation invocation = request.tag(Invocation.class);
        AttributesBuilder attributes = Attributes.builder()
                .put(HttpAttributes.HTTP_REQUEST_METHOD, request.method())
                .put(ServerAttributes.SERVER_ADDRESS, request.url().host())
                .put(ServerAttributes.SERVER_PORT, (long) request.url().port());
        Span span = invocation == null ? Span.getInvalid() : start(request, invocation, attributes.build());
        long startedAt = System.nanoTime();
        try {
            Response response = chain.proceed(request);
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) response.code());
            attributes.put(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) response.code());
            if (!response.isSuccessful()) {
                fail(span, attributes, Integer.toString(response.code()));
            }
            header(response, "x-request-id").ifPresent(id -> span.setAttribute(PixverseTelemetry.REQUEST_ID, id));
            return response;
        } catch (IOException | RuntimeException e) {
            fail(span, attributes, e.getClass().getName());
            throw e;
        } finally {
            durations.record(
                    (System.nanoTime() - startedAt) / (double) TimeUnit.SECONDS.toNanos(1), attributes.build());
            span.end();
        }
    }

    /** Reads without a parent get no span: polling would make a trace for each poll. */
    private Span start(Request request, Invocation invocation, Attributes attributes) {
        Context parent = contexts.startAttempt(invocation);
        boolean hasParent = Span.fromContext(parent).getSpanContext().isValid();
        if (!hasParent && request.method().equals("GET")) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(request.method() + " " + path(invocation))
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setAllAttributes(attributes)
                .setAttribute(UrlAttributes.URL_FULL, request.url().toString())
                .startSpan();
    }

    /** The path with its parameters by name, because span names must be few. */
    private static String path(Invocation invocation) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.id().equals(invocation.method().getName()))
                .findFirst()
                .orElseThrow()
                .path();
    }

    private static void fail(Span span, AttributesBuilder attributes, String type) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
        attributes.put(ErrorAttributes.ERROR_TYPE, type);
    }

    private static Optional<String> header(Response response, String name) {
        return Optional.ofNullable(response.header(name));
    }
}
