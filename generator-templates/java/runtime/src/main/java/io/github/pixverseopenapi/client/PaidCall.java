package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** One call from the asking to its video or its failure, with whatever tries that takes. */
final class PaidCall extends CompletableFuture<Video> implements Runnable {
    private final Operation operation;
    private final Supplier<Request> requests;
    private final Call.Factory service;
    private final ResponseHandler answers;
    private final RetryPolicy retries;
    private final Time time;
    private final Duration timeout;
    private final long askedAt;
    private final CountDownLatch given = new CountDownLatch(1);

    private Request request;
    private SendGuard departure;
    private Call running;
    /** What to report unless another try succeeds. */
    private PixverseException failed;

    /** Makes the first request at once, so that whatever is wrong with it shows before anything waits. */
    PaidCall(Operation operation, Supplier<Request> requests, Call.Factory service, ResponseHandler answers,
            RetryPolicy retries, Time time, Duration timeout) {
        this.operation = operation;
        this.requests = requests;
        this.service = service;
        this.answers = answers;
        this.retries = retries;
        this.time = time;
        this.timeout = timeout;
        this.askedAt = time.nanos();
        this.departure = new SendGuard(timeout);
        this.request = requests.get();
    }

    @Override
    public void run() {
        try {
            Video video = untilSettled();
            if (!complete(video)) {
                video.close();
            }
        } catch (Throwable failure) {
            // Whoever gave the call up says so; what that did to this thread is no news.
            if (given.getCount() > 0) {
                completeExceptionally(failure);
            }
        }
    }

    private Video untilSettled() throws InterruptedException {
        for (int retry = 1; ; retry++) {
            try {
                return attempt();
            } catch (PixverseException failure) {
                Optional<Duration> wait = retries.waitBefore(retry, failure);
                note(failure);
                if (!wait.isPresent() || wait.get().compareTo(remaining()) >= 0 || time.await(given, wait.get())) {
                    throw failed;
                }
                request = requests.get();
            }
        }
    }

    /**
     * Of several failures the one counts that says most about the bill. Of equals it is the first, unless the
     * later is of a kind that is not tried again: that is news.
     */
    private synchronized void note(PixverseException failure) {
        int worse = failed == null ? 1 : failure.billing().compareTo(failed.billing());
        if (worse > 0 || (worse == 0 && !retries.mayRetry(failure))) {
            failed = suppressing(failure);
        } else {
            failed.addSuppressed(failure);
        }
        departure = new SendGuard(timeout);
    }

    /** Adds what went before. */
    private synchronized PixverseException suppressing(PixverseException failure) {
        if (failed != null) {
            failure.addSuppressed(failed);
        }
        return failure;
    }

    private Video attempt() {
        try {
            Call call = service.newCall(request.newBuilder().tag(SendGuard.class, departure).build());
            return answers.read(operation, call, execute(call), this);
        } catch (IOException e) {
            throw IoExceptionMapper.beforeAnswer(operation, departure.mayHaveLeft(), e);
        }
    }

    /** Runs a call so that it stops when this one is given up. */
    Response execute(Call call) throws IOException {
        synchronized (this) {
            if (given.getCount() == 0) {
                throw new IOException("the call was given up");
            }
            running = call;
        }
        return call.execute();
    }

    /** For fetching the video from where an answer says it is, under the same limit. */
    Request request(HttpUrl url) {
        return new Request.Builder().url(url).tag(SendGuard.class, departure).build();
    }

    private Duration remaining() {
        return timeout.minusNanos(time.nanos() - askedAt);
    }

    /** The time limit passed. */
    void expire() {
        Billing billing = hold();
        fail(new CallTimeoutException(Failure.unanswered(operation, billing,
                "no answer within " + timeout.toMillis() / 1000.0 + " s", null)));
    }

    /** Whoever waited no longer does; returns false if the call was over by then. */
    boolean giveUp(String reason, Throwable cause) {
        Billing billing = hold();
        return fail(new ConnectionException(Failure.unanswered(operation, billing, reason, cause)));
    }

    private boolean fail(PixverseException failure) {
        boolean isOver = completeExceptionally(suppressing(failure));
        stop();
        return isOver;
    }

    /** Keeps a request that is not yet on its way from leaving, and stops one that is. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        hold();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        stop();
        return cancelled;
    }

    /** From here on nothing leaves any more; returns what that means for the bill, earlier tries included. */
    private synchronized Billing hold() {
        given.countDown();
        if (!departure.hold()) {
            return Billing.UNKNOWN;
        }
        return failed == null ? Billing.NOT_SENT : failed.billing();
    }

    /** A call that is over by now is the reader's: its video may be on its way to a file. */
    private synchronized void stop() {
        if (running != null && isCompletedExceptionally()) {
            running.cancel();
        }
    }
}
