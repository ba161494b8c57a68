package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends requests that cost nothing. */
final class FreeCalls {
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final OkHttpClient service;
    private final FailureReader errors;
    private final Executor workers;
    /** Null: the thread that calls may be interrupted. */
    private final @Nullable RunningCall running;

    /** @param workers run the requests of threads that may be interrupted */
    FreeCalls(OkHttpClient service, Clock clock, Executor workers) {
        this(service, new FailureReader(clock), workers, null);
    }

    private FreeCalls(OkHttpClient service, FailureReader errors, Executor workers, @Nullable RunningCall running) {
        this.service = service;
        this.errors = errors;
        this.workers = workers;
        this.running = running;
    }

    /** The same for a caller on a thread of the client, who can cancel its requests. */
    FreeCalls cancelledBy(RunningCall other) {
        return new FreeCalls(service, errors, workers, other);
    }

    /**
     * Makes one attempt at a request of the interface.
     *
     * @param billing what is known of the bill of what the call is about
     * @param type reads the JSON text of a successful response
     */
    <T> T get(
            Operation operation,
            retrofit2.Call<ResponseBody> api,
            Duration timeout,
            Billing billing,
            Function<String, T> type) {
        return send(operation, api.request(), timeout, billing, type);
    }

    /**
     * Makes one attempt at a request of any method that costs nothing.
     *
     * @param timeout of the whole call; zero for none
     */
    <T> T send(Operation operation, Request request, Duration timeout, Billing billing, Function<String, T> type) {
        SendGuard guard = new SendGuard();
        Call call =
                service.newCall(request.newBuilder().tag(SendGuard.class, guard).build());
        call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (running != null) {
            return execute(operation, running.start(call), guard, billing, type);
        }
        return await(operation, call, billing, () -> execute(operation, call, guard, billing, type));
    }

    /** Waits for a thread of its own, because a thread that reads from a socket does not notice an interrupt. */
    private <T> T await(Operation operation, Call call, Billing billing, Callable<T> execution) {
        FutureTask<T> task = new FutureTask<>(execution);
        workers.execute(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    Failure.noResponse(operation, billing, "the waiting thread was interrupted", e));
        } catch (ExecutionException e) {
            throw CallRunner.withCallersTrace(e.getCause());
        }
    }

    private <T> T execute(Operation operation, Call call, SendGuard guard, Billing billing, Function<String, T> type) {
        try (Response response = call.execute()) {
            KeyRedactor redactor = guard.redactor();
            String body = redactor.redact(text(response.body()));
            if (!response.isSuccessful()) {
                throw refusal(operation, response, body, redactor, billing);
            }
            return read(operation, response, body, redactor, billing, type);
        } catch (PixverseException failure) {
            throw failure;
        } catch (Throwable e) {
            throw IoExceptionMapper.ofReading(operation, billing, e, guard.redactor());
        }
    }

    private static String text(ResponseBody body) throws IOException {
        BufferedSource source = body.source();
        if (source.request(MAX_BYTES + 1)) {
            throw new IOException("the response must have at most " + MAX_BYTES + " bytes, but has more");
        }
        return body.string();
    }

    /** A failed job is known not to be billed; every other refusal says nothing of the job. */
    private PixverseException refusal(
            Operation operation, Response response, String body, KeyRedactor redactor, Billing billing) {
        Failure failure = errors.failure(operation, response, body, redactor);
        PixverseException documented = StatusExceptions.of(operation, failure);
        return documented instanceof JobFailedException
                ? documented
                : StatusExceptions.of(operation, failure.fixedBilling(billing));
    }

    private static <T> T read(
            Operation operation,
            Response response,
            String body,
            KeyRedactor redactor,
            Billing billing,
            Function<String, T> type) {
        try {
            return type.apply(body);
        } catch (IllegalArgumentException notJson) {
            throw new UnexpectedResponseException(Failure.fromResponse(
                            operation,
                            new VideoMetadata(response, redactor),
                            body,
                            "the response must be the documented JSON, but was: "
                                    + ErrorBodyParser.reason(body, redactor))
                    .billing(billing));
        }
    }
}
