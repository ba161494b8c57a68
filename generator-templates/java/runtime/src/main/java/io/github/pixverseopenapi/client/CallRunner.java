package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.ResponseBody;

/** Runs calls, on their callers' time or in line, each with its limit. */
final class CallRunner {
    private final Call.Factory service;
    private final ResponseHandler answers;
    private final RetryPolicy retries;
    private final Time time;
    private final Duration timeout;
    private final ThreadPoolExecutor line;
    private final ThreadPoolExecutor atOnce = Threads.unlimited("pixverse-blocking");
    private final ScheduledThreadPoolExecutor timer = Threads.timer("pixverse-timer");

    /** @param timeout for all operations; null for what the document's typical times suggest */
    CallRunner(Call.Factory service, ResponseHandler answers, RetryPolicy retries, Time time, Duration timeout,
            int maxConcurrency) {
        this.service = service;
        this.answers = answers;
        this.retries = retries;
        this.time = time;
        this.timeout = timeout;
        this.line = Threads.line("pixverse-async", maxConcurrency);
    }

    <T> CompletableFuture<Video> async(
            Operation operation, Duration limit, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        try {
            return start(line, operation, limit, request, api);
        } catch (PixverseException refused) {
            CompletableFuture<Video> failed = new CompletableFuture<>();
            failed.completeExceptionally(refused);
            return failed;
        }
    }

    <T> Video blocking(
            Operation operation, Duration limit, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        PaidCall call = start(atOnce, operation, limit, request, api);
        try {
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.giveUp("the waiting thread was interrupted", e);
            return settled(call);
        } catch (ExecutionException e) {
            throw asCallers(e.getCause());
        }
    }

    /** The video, if it came just before the interruption: it is paid, so it is not thrown away. */
    private static Video settled(PaidCall call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            throw asCallers(e.getCause());
        }
    }

    private <T> PaidCall start(ExecutorService where, Operation operation, Duration limit, T request,
            Function<T, retrofit2.Call<ResponseBody>> api) {
        Duration longest = limit(operation, limit);
        PaidCall call = new PaidCall(
                operation, () -> http(operation, request, api), service, answers, retries, time, longest);
        try {
            ScheduledFuture<?> alarm = timer.schedule(call::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
            call.whenComplete((video, failure) -> {
                alarm.cancel(false);
                line.remove(call);
            });
            where.execute(call);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the client is closed", e);
        }
        return call;
    }

    /** Retrofit's part ends with the request: it would read a whole refusal into memory. */
    private static <T> Request http(Operation operation, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        try {
            if (request == null) {
                throw new InvalidRequestException("request: null is not allowed; must be a request from a builder");
            }
            return api.apply(request).request();
        } catch (InvalidRequestException e) {
            throw e.during(operation);
        }
    }

    private Duration limit(Operation operation, Duration limit) {
        if (limit != null) {
            String problem = OptionsValidator.timeProblem("timeout", limit);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            return limit;
        }
        return timeout != null ? timeout : operation.defaultTimeout();
    }

    /** The failure arose on another thread; the trace that helps is the one of whoever called. */
    private static RuntimeException asCallers(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        RuntimeException thrown = failure instanceof RuntimeException
                ? (RuntimeException) failure
                : new IllegalStateException(failure);
        thrown.fillInStackTrace();
        return thrown;
    }

    /** Takes no more calls; those that were asked for end by themselves. */
    void close() {
        line.shutdown();
        atOnce.shutdown();
        timer.shutdown();
    }
}
