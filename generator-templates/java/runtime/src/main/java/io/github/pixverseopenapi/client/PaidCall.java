package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call: its queueing, its attempts and its result. The caller may complete it at any time, by {@code cancel},
 * {@code complete}, {@code orTimeout} and the like; then it is aborted.
 */
final class PaidCall<T> extends CompletableFuture<T> implements Runnable {
    private final Operation operation;
    private final Supplier<Request> requests;
    private final Call.Factory service;
    private final ResponseHandler responses;
    private final ResponseReader<T> reader;
    private final RetryPolicy retries;
    private final Ticker ticker;
    private final CallTimeouts timeouts;
    private final Executor callbacks;
    private final CountDownLatch aborted = new CountDownLatch(1);

    private volatile Request request;
    private volatile long sentAtNanos;
    private @Nullable SendGuard guard;
    private @Nullable Call running;
    /** The outcome of the last attempt is known: neither a timeout nor an interrupt replaces it. */
    private boolean decided;
    /** The failure to report unless another attempt succeeds. */
    private @Nullable PixverseException failed;

    /**
     * Makes the first request at once, so that an invalid one fails before anything is queued.
     *
     * @param callbacks completes this future, which runs the callbacks of the user
     */
    PaidCall(
            Operation operation,
            Supplier<Request> requests,
            Call.Factory service,
            ResponseHandler responses,
            ResponseReader<T> reader,
            RetryPolicy retries,
            Ticker ticker,
            CallTimeouts timeouts,
            Executor callbacks) {
        this.operation = operation;
        this.requests = requests;
        this.service = service;
        this.responses = responses;
        this.reader = reader;
        this.retries = retries;
        this.ticker = ticker;
        this.timeouts = timeouts;
        this.callbacks = callbacks;
        this.request = requests.get();
        this.guard = Objects.requireNonNull(SendGuard.of(request));
        SendGuard first = guard;
        Duration queueTimeout = timeouts.queueTimeout();
        if (queueTimeout != null) {
            timeouts.start(
                    queueTimeout,
                    () -> onTimeoutBeforeSending(
                            first, "timed out after " + CallTimeouts.seconds(queueTimeout) + " in the queue"));
        }
    }

    @Override
    public void run() {
        timeouts.stop();
        try {
            deliver(executeWithRetries());
        } catch (Throwable failure) {
            // An abort reports itself; what it did to this thread says nothing more.
            if (aborted.getCount() > 0) {
                remember(failure);
                callbacks.execute(() -> super.completeExceptionally(failure));
            }
        }
    }

    private void deliver(T result) {
        callbacks.execute(() -> {
            if (!super.complete(result)) {
                reader.discard(result);
            }
        });
    }

    /** Keeps the request with a failure after which a job may exist, so that it can be looked up. */
    private void remember(Throwable failure) {
        if (failure instanceof PixverseException) {
            ((PixverseException) failure).remember(this::lostRequest);
        }
    }

    /** The current request, as it was sent. */
    LostRequest lostRequest() {
        String json = ((OneShotBody) Objects.requireNonNull(request.body())).json();
        Duration ago = Duration.ofNanos(ticker.nanos() - sentAtNanos);
        return new LostRequest(
                operation, json, ticker.clock().instant().minus(ago).toEpochMilli());
    }

    private T executeWithRetries() throws InterruptedException {
        long startedAt = ticker.nanos();
        SendGuard current = Objects.requireNonNull(SendGuard.of(request));
        for (int retry = 1; ; retry++) {
            try {
                return attempt(current);
            } catch (PixverseException failure) {
                Optional<Duration> delay = delayBefore(retry, failure, startedAt);
                PixverseException worst = recordFailure(failure, !delay.isPresent());
                if (!delay.isPresent() || ticker.await(aborted, delay.get())) {
                    throw worst;
                }
                current = prepare(requests.get());
            }
        }
    }

    /** The delay before the next attempt; empty if there is none, also because its delay exceeds the timeout. */
    private Optional<Duration> delayBefore(int retry, PixverseException failure, long startedAt) {
        Duration left = timeouts.timeout().minusNanos(ticker.nanos() - startedAt);
        return retries.waitBefore(retry, failure).filter(delay -> delay.compareTo(left) < 0);
    }

    private synchronized SendGuard prepare(Request next) {
        request = next;
        SendGuard nextGuard = Objects.requireNonNull(SendGuard.of(next));
        guard = nextGuard;
        return nextGuard;
    }

    /**
     * Keeps the failure with the worst billing status. Of equals it is the first, unless the later one is final: it
     * says why there is no further attempt. Keeps nothing after an abort, which reports the same response itself.
     *
     * @return the failure to report unless another attempt succeeds
     */
    private synchronized PixverseException recordFailure(PixverseException failure, boolean last) {
        if (aborted.getCount() == 0) {
            return failure;
        }
        guard = null;
        decided = last;
        PixverseException before = failed;
        int worse = before == null ? 1 : failure.billing().compareTo(before.billing());
        if (before == null || worse > 0 || (worse == 0 && !retries.mayRetry(failure))) {
            failed = suppressing(failure);
            return failure;
        }
        before.addSuppressed(failure);
        return before;
    }

    private synchronized PixverseException suppressing(PixverseException failure) {
        if (failed != null) {
            failure.addSuppressed(failed);
        }
        return failure;
    }

    private T attempt(SendGuard current) {
        // The timeout starts anew when the request may be sent, so that none is sent with less than all of it.
        timeouts.start(timeouts.timeout(), () -> onTimeoutBeforeSending(current, noResponse()));
        sentAtNanos = ticker.nanos();
        current.onSent(() -> {
            sentAtNanos = ticker.nanos();
            timeouts.start(timeouts.timeout(), () -> onTimeout(current));
        });
        Call call = service.newCall(request.newBuilder()
                .tag(SendGuard.class, current)
                .tag(IdleTimeout.class, timeouts.idle())
                .build());
        @Nullable T result = null;
        try {
            result = reader.read(operation, call, execute(call), this);
            synchronized (this) {
                decided = true;
            }
            return result;
        } catch (PixverseException failure) {
            throw failure;
        } catch (Throwable e) {
            PixverseException failure = failureOfResponse(current, "the response broke off", e);
            throw failure != null
                    ? failure
                    : IoExceptionMapper.withoutResponse(operation, current.mayHaveBeenSent(), e, current.redactor());
        } finally {
            timeouts.stop();
            if (result == null) {
                // What an interceptor or a listener that threw has left open.
                ResponseHandler.abandon(call, current.response());
            }
        }
    }

    /** The failure that a response means, however much of it came; null if there is none. */
    private @Nullable PixverseException failureOfResponse(@Nullable SendGuard current, String reason, Throwable e) {
        if (current == null) {
            return null;
        }
        Response response = current.response();
        if (response == null) {
            return null;
        }
        KeyRedactor redactor = current.redactor();
        return response.isSuccessful()
                ? IoExceptionMapper.truncated(operation, new VideoMetadata(response, redactor), reason, e, redactor)
                : responses.refusal(operation, response, "", redactor, e);
    }

    /** Executes an HTTP call so that an abort cancels it. */
    Response execute(Call call) throws IOException {
        synchronized (this) {
            if (aborted.getCount() == 0) {
                throw new IOException("the call was aborted");
            }
            running = call;
        }
        return call.execute();
    }

    /** Removes the key that the current attempt was sent with. */
    synchronized KeyRedactor redactor() {
        return Objects.requireNonNull(guard).redactor();
    }

    /** For downloading a video from where a response says it is, under the same timeouts. */
    IdleTimeout idleTimeout() {
        return timeouts.idle();
    }

    private String noResponse() {
        return "no response within " + CallTimeouts.seconds(timeouts.timeout());
    }

    /** Does nothing if the request was sent in the meantime. */
    private void onTimeoutBeforeSending(SendGuard current, String reason) {
        Billing billing;
        synchronized (this) {
            if (guard != current || !current.tryAbort()) {
                return;
            }
            aborted.countDown();
            billing = failed == null ? Billing.NOT_SENT : failed.billing();
        }
        end(new CallTimeoutException(Failure.noResponse(operation, billing, reason, null)));
    }

    /** Does nothing if the attempt has ended in the meantime. */
    private void onTimeout(SendGuard current) {
        synchronized (this) {
            if (guard != current || decided) {
                return;
            }
            aborted.countDown();
        }
        PixverseException failure = failureOfResponse(current, "timed out", new SocketTimeoutException(noResponse()));
        end(
                failure != null
                        ? failure
                        : new CallTimeoutException(Failure.noResponse(operation, Billing.UNKNOWN, noResponse(), null)));
    }

    /** Aborts the call. Returns false if it had already completed, or is about to complete with its result. */
    boolean abort(String reason, Throwable cause) {
        synchronized (this) {
            if (decided) {
                return false;
            }
        }
        SendGuard current = tryAbort();
        PixverseException failure = failureOfResponse(current, reason, cause);
        Billing billing = current != null ? Billing.UNKNOWN : failed == null ? Billing.NOT_SENT : failed.billing();
        return end(
                failure != null
                        ? failure
                        : new ConnectionException(Failure.noResponse(operation, billing, reason, cause)));
    }

    /** Keeps all further requests from being sent. Returns the guard of one that may have been, null if there is none. */
    private synchronized @Nullable SendGuard tryAbort() {
        aborted.countDown();
        return guard == null || guard.tryAbort() ? null : guard;
    }

    private boolean end(PixverseException failure) {
        remember(failure);
        boolean ended = super.completeExceptionally(suppressing(failure));
        if (ended) {
            cancelRunningCall();
        }
        return ended;
    }

    private synchronized void cancelRunningCall() {
        timeouts.stop();
        if (running != null) {
            running.cancel();
        }
    }

    /** Keeps a request that is not sent yet from being sent, and cancels one that is. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return abandon(() -> super.cancel(mayInterruptIfRunning));
    }

    @Override
    public boolean complete(T result) {
        return abandon(() -> super.complete(result));
    }

    /** What {@code orTimeout} calls. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return abandon(() -> super.completeExceptionally(failure));
    }

    /** A call that has already completed belongs to its reader: the video may be on its way to a file. */
    private boolean abandon(BooleanSupplier completion) {
        tryAbort();
        boolean ended = completion.getAsBoolean();
        if (ended) {
            cancelRunningCall();
        }
        return ended;
    }
}
