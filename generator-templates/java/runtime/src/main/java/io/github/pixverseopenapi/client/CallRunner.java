package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Runs calls: blocking ones at once, asynchronous ones in a queue. */
final class CallRunner {
    private static final int MAX_POLLS = 8;

    private final OkHttpClient service;
    private final ClientOptions options;
    private final ResponseHandler responses;
    private final RetryPolicy retries;
    // The idle threads of all three executors end by themselves.
    private final ThreadPoolExecutor asyncExecutor;
    /** Runs blocking calls, saving, timeouts and callbacks of the user. */
    private final ThreadPoolExecutor workers = Threads.unlimited("pixverse-worker");

    private final ScheduledThreadPoolExecutor scheduler = Threads.timer("pixverse-timer");
    /** Reads the status of jobs. */
    private final ThreadPoolExecutor polls = Threads.queue("pixverse-jobs", MAX_POLLS);

    private final Map<Operation, Duration> defaultTimeouts = new ConcurrentHashMap<>();

    final JobRunner jobs;
    final Uploader uploads;
    private volatile boolean closed;

    CallRunner(ClientOptions options, HttpClientFactory clients, OkHttpClient service, PixverseApi api) {
        OkHttpClient downloads = clients.forDownloads();
        this.service = service;
        this.options = options;
        this.responses = new ResponseHandler(downloads, options.servers, options.ticker, workers);
        this.retries = new RetryPolicy(options.maxRetries, Math::random);
        FreeCalls free = new FreeCalls(clients.forReads(), options.ticker.clock(), workers);
        this.uploads = new Uploader(free, api);
        this.jobs = new JobRunner(
                options,
                new JobReader(free, api),
                new JobDownload(
                        downloads,
                        options.servers.server(Operation.GET_JOB_RESULT),
                        options.ticker,
                        scheduler,
                        workers),
                scheduler,
                polls,
                workers,
                () -> closed);
        this.asyncExecutor = Threads.queue("pixverse-async", options.maxConcurrency);
    }

    <T> CompletableFuture<Video> async(
            Operation operation, @Nullable Duration timeout, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        return queued(
                () -> start(asyncExecutor, workers, options.queueTimeout, operation, timeout, request, api, responses));
    }

    /** Starts a call of the queue; one that is invalid fails in the future. */
    private <R> CompletableFuture<R> queued(Supplier<PaidCall<R>> start) {
        try {
            PaidCall<R> call = start.get();
            CompletableFuture<R> unused = call.whenComplete((result, failure) -> asyncExecutor.remove(call));
            return call;
        } catch (PixverseException invalid) {
            CompletableFuture<R> failed = new CompletableFuture<>();
            failed.completeExceptionally(invalid);
            return failed;
        }
    }

    <T> Video blocking(
            Operation operation, @Nullable Duration timeout, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        // Nobody else sees the future, so that no callback can hold up the thread that completes it.
        return await(start(workers, Runnable::run, null, operation, timeout, request, api, responses));
    }

    /** Submits a job; its id is all that there is to wait for. */
    VideoJob submit(Submission job) {
        return await(start(workers, Runnable::run, null, job));
    }

    CompletableFuture<VideoJob> submitAsync(Supplier<Submission> job) {
        return queued(() -> start(asyncExecutor, workers, options.queueTimeout, job.get()));
    }

    private PaidCall<VideoJob> start(
            Executor executor, Executor callbacks, @Nullable Duration queueTimeout, Submission job) {
        return start(
                executor,
                callbacks,
                queueTimeout,
                job.operation,
                null,
                job,
                submission -> submission.call.get(),
                new SubmittedJobReader(responses, jobs));
    }

    /** Waits for the result; an interrupt aborts the call. */
    static <R> R await(PaidCall<R> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.abort("the waiting thread was interrupted", e);
            return completed(call);
        } catch (ExecutionException e) {
            throw withCallersTrace(e.getCause());
        }
    }

    /** Checks and reserves the target before anything is sent. */
    <T> VideoMetadata saving(
            Operation operation, T request, Function<T, retrofit2.Call<ResponseBody>> api, Path target) {
        VideoSaver saver = VideoSaver.reserve(operation, target, workers);
        try (Video video = blocking(operation, null, request, api)) {
            video.saveTo(saver, null);
            return video.metadata();
        } finally {
            saver.release();
        }
    }

    /** The result, if it came just before the interrupt: it is paid, so it is not thrown away. */
    static <R> R completed(CompletableFuture<R> call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            throw withCallersTrace(e.getCause());
        }
    }

    private <T, R> PaidCall<R> start(
            Executor executor,
            Executor callbacks,
            @Nullable Duration queueTimeout,
            Operation operation,
            @Nullable Duration timeout,
            T request,
            Function<T, retrofit2.Call<ResponseBody>> api,
            ResponseReader<R> reader) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        CallTimeouts timeouts = new CallTimeouts(scheduler, workers, timeout(operation, timeout), queueTimeout);
        PaidCall<R> call = new PaidCall<>(
                operation,
                () -> httpRequest(operation, request, api),
                service,
                responses,
                reader,
                retries,
                options.ticker,
                timeouts,
                callbacks);
        executor.execute(call);
        return call;
    }

    /** Retrofit's part ends with the request: it would read a whole error body into memory. */
    private static <T> Request httpRequest(
            Operation operation, T request, Function<T, retrofit2.Call<ResponseBody>> api) {
        try {
            if (request == null) {
                throw new InvalidRequestException("request must be built by a builder, but was null");
            }
            return api.apply(request).request();
        } catch (InvalidRequestException e) {
            throw e.during(operation);
        }
    }

    private Duration timeout(Operation operation, @Nullable Duration timeout) {
        if (timeout != null) {
            String problem = OptionsValidator.timeProblem("timeout", timeout);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            return timeout;
        }
        return options.timeout != null
                ? options.timeout
                : defaultTimeouts.computeIfAbsent(operation, Operation::defaultTimeout);
    }

    /** What keeps a request from being sent; empty if requests are not validated. */
    List<Violation> violations(PixverseRequest request) {
        return options.validateRequests ? request.violations() : Collections.<Violation>emptyList();
    }

    /** The failure arose on another thread; the trace that helps is that of the caller. */
    static RuntimeException withCallersTrace(@Nullable Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        RuntimeException thrown =
                failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
        thrown.fillInStackTrace();
        return thrown;
    }

    /** Takes no more calls; those that have started, or wait in the queue, end by themselves. */
    void close() {
        closed = true;
    }
}
