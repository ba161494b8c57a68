package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch. The calling thread starts the requests as slots, pace and budget allow; everything after happens
 * on the client's threads.
 */
final class BatchRun {
    /** How many refusals in a row that may pass end the sending, and how many of one request keep it from being sent. */
    private static final int MAX_REFUSALS = 10;

    /** How often a request that was sent is looked up, awaited and downloaded in one run. */
    private static final int MAX_CONTINUATIONS = 5;

    private static final long NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PixverseBatch options;
    private final BatchJournal journal;
    private final JobRunner jobs;
    private final List<BatchItem> items;
    private final Deque<BatchItem> queue = new ArrayDeque<>();
    /** How often each request was refused in this run. */
    private final Map<BatchItem, Integer> refusals = new HashMap<>();

    /** How often each request was continued in vain in this run. */
    private final Map<BatchItem, Integer> failures = new HashMap<>();

    private final Map<BatchItem, CompletableFuture<Video>> waiting = new HashMap<>();
    /** What was sent again because the history has no job of it: once a run, so that lost responses cannot cost more. */
    private final Set<BatchItem> resent = new HashSet<>();
    /** The jobs that a lookup has given to a key. */
    private final Set<String> claimed = new HashSet<>();

    private BigDecimal spent = BigDecimal.ZERO;
    private int settled;
    private PollSchedule pauses;
    private int refusalsInARow;
    private int running;
    private long nextSendAt;
    /** Why nothing more is sent; null while requests are. */
    private @Nullable String stopped;

    private boolean interrupted;

    BatchRun(PixverseBatch options, BatchJournal journal, List<BatchItem> items) {
        this.options = options;
        this.journal = journal;
        this.items = items;
        this.jobs = options.client.calls.jobs;
        this.pauses = new PollSchedule(jobs.random);
        this.nextSendAt = jobs.ticker.nanos();
    }

    BatchReport run() {
        enqueue();
        for (BatchItem item = next(); item != null; item = next()) {
            start(item);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return report();
    }

    /** Jobs that may be paid already come first. */
    private void enqueue() {
        for (BatchItem item : items) {
            if (item.state() == BatchState.SAVED && !Files.exists(item.target)) {
                item.forgetFile();
            }
            spent = spent.add(item.costUsd());
            settled += isSettled(item) ? 1 : 0;
            if (item.state() == BatchState.SUBMITTED) {
                queue.add(item);
            }
        }
        for (BatchItem item : items) {
            if (item.state() == BatchState.WAITING || (options.retryFailed && item.state() == BatchState.FAILED)) {
                queue.add(item);
            }
        }
    }

    /** Waits for an item that may start. Returns null once all have ended. */
    private synchronized @Nullable BatchItem next() {
        while (running > 0 || !queue.isEmpty()) {
            if (Thread.interrupted()) {
                interrupt();
            }
            BatchItem item = queue.peek();
            if (item == null || running == options.maxConcurrency) {
                pause(0);
            } else if (stopped != null && (interrupted || !mayHaveJob(item))) {
                queue.remove();
                item.fail("not continued: " + stopped);
            } else if (delayBefore(item) > 0) {
                pause(delayBefore(item));
            } else if (isAffordable(item)) {
                queue.remove();
                running++;
                return item;
            } else if (running > 0) {
                pause(0);
            } else {
                stop("the budget of $" + options.budgetUsd + " is used up to $" + spent + ", and the request may cost $"
                        + item.upperPriceUsd());
            }
        }
        return null;
    }

    private static boolean mayHaveJob(BatchItem item) {
        return item.state() == BatchState.SUBMITTED;
    }

    private long delayBefore(BatchItem item) {
        return mayHaveJob(item) ? 0 : Math.max(0, nextSendAt - jobs.ticker.nanos());
    }

    private boolean isAffordable(BatchItem item) {
        return options.budgetUsd == null
                || mayHaveJob(item)
                || spent.add(item.upperPriceUsd()).compareTo(options.budgetUsd) <= 0;
    }

    /** @param nanos zero for as long as nothing happens */
    @SuppressWarnings("WaitNotInLoop") // The loop is next().
    private void pause(long nanos) {
        try {
            if (nanos == 0) {
                wait();
            } else {
                wait(nanos / NANOS_PER_MILLI + 1);
            }
        } catch (InterruptedException e) {
            interrupt();
        }
    }

    private void interrupt() {
        interrupted = true;
        stop("the thread of the batch was interrupted");
        List<CompletableFuture<Video>> open = new ArrayList<>(waiting.values());
        jobs.workers.execute(() -> open.forEach(video -> video.cancel(false)));
    }

    private synchronized void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
        }
        notifyAll();
    }

    private void start(BatchItem item) {
        CompletableFuture<Void> steps;
        try {
            steps = startSteps(item);
        } catch (RuntimeException e) {
            steps = new CompletableFuture<>();
            steps.completeExceptionally(e);
        }
        CompletableFuture<Void> unused = steps.whenComplete((done, failure) -> end(item, failure));
    }

    private CompletableFuture<Void> startSteps(BatchItem item) {
        if (item.isUnresolved()) {
            return CompletableFuture.runAsync(() -> lookUp(item), jobs.workers).thenCompose(done -> await(item));
        }
        return mayHaveJob(item) ? await(item) : send(item);
    }

    private synchronized void end(BatchItem item, @Nullable Throwable failure) {
        if (failure != null) {
            item.fail(message(cause(failure)));
            stop(message(cause(failure)));
        }
        running--;
        notifyAll();
    }

    private CompletableFuture<Void> send(BatchItem item) {
        if (!isTargetUsable(item)
                || !record(item, BatchEvent.sending(item, jobs.ticker.clock().millis()))) {
            return CompletableFuture.completedFuture(null);
        }
        setNextSend();
        return submit(item)
                .handle((job, failure) -> {
                    if (failure == null) {
                        accepted();
                        record(item, BatchEvent.submitted(item.key, job.id()));
                    } else {
                        refused(item, cause(failure));
                    }
                    return job;
                })
                .thenCompose(job -> await(item));
    }

    /** A target that cannot be written costs nothing. */
    private boolean isTargetUsable(BatchItem item) {
        try {
            SaveTarget unused = SaveTarget.resolve(item.target);
            return true;
        } catch (IOException e) {
            String reason = "not sent: " + VideoSaver.reason(item.target, e);
            item.fail(reason);
            stop(reason);
            return false;
        }
    }

    private synchronized void setNextSend() {
        if (options.maxPerMinute != null) {
            nextSendAt = Math.max(nextSendAt, jobs.ticker.nanos()) + NANOS_PER_MINUTE / options.maxPerMinute;
        }
    }

    private CompletableFuture<VideoJob> submit(BatchItem item) {
        try {
            return options.client.submitAsync(item.request);
        } catch (IllegalStateException closed) {
            record(item, BatchEvent.refused(item.key, BatchEvent.Kind.WAITING, message(closed)));
            throw closed;
        }
    }

    private synchronized void accepted() {
        refusalsInARow = 0;
        pauses = new PollSchedule(jobs.random);
    }

    private void refused(BatchItem item, Throwable failure) {
        if (!(failure instanceof PixverseException)) {
            throw new CompletionException(failure);
        }
        PixverseException exception = (PixverseException) failure;
        if (exception.billing() == Billing.UNKNOWN || exception.billing() == Billing.BILLED) {
            item.fail(exception);
            lookUp(item);
        } else if (concernsAccount(exception)) {
            record(item, BatchEvent.Kind.WAITING, exception);
            stop(message(exception));
        } else if (TransientFailures.mayPass(exception)) {
            record(item, BatchEvent.Kind.WAITING, exception);
            sendLater(item, exception);
        } else {
            record(item, BatchEvent.Kind.FAILED, exception);
        }
    }

    private static boolean concernsAccount(PixverseException exception) {
        return exception instanceof UnauthorizedException
                || exception instanceof ForbiddenException
                || exception instanceof InsufficientCreditsException;
    }

    /** Pauses all sending: what refuses one request refuses the next one too. */
    private synchronized void sendLater(BatchItem item, PixverseException exception) {
        refusalsInARow++;
        if (refusalsInARow == MAX_REFUSALS) {
            stop(message(exception));
        }
        if (refusals.merge(item, 1, Integer::sum) == MAX_REFUSALS) {
            return;
        }
        Duration delay = RetryAfter.orLonger(pauses.next(), exception);
        nextSendAt = Math.max(nextSendAt, jobs.ticker.nanos() + delay.toNanos());
        queue.add(item);
    }

    /** Looks for the job of a request that may have been sent. */
    private void lookUp(BatchItem item) {
        try {
            List<JobCandidate> found = new HistoryLookup(jobs).candidates(item.lostRequest(), null, this::isUnclaimed);
            BatchEvent decision = decide(item, found);
            if (decision != null) {
                record(item, decision);
                enqueueIfWaiting(item);
                return;
            }
            String reason = "it may have been sent, and the history has " + (found.isEmpty() ? "no" : found.size())
                    + (found.size() > 1 ? " jobs" : " job") + " that may be its own";
            change(item, () -> item.unclear(reason, found));
            report(item);
        } catch (PixverseException failure) {
            continueLater(item, failure);
        }
    }

    /** Whether no key of the batch has the job. */
    private synchronized boolean isUnclaimed(JobCandidate candidate) {
        return !claimed.contains(candidate.id())
                && items.stream().noneMatch(item -> candidate.id().equals(item.jobId()));
    }

    /** Gives the item the only job that can be its own. Returns null if that is not certain. */
    private synchronized @Nullable BatchEvent decide(BatchItem item, List<JobCandidate> found) {
        boolean hasTwin =
                items.stream().anyMatch(other -> other != item && other.isUnresolved() && other.hasSameRequest(item));
        if (hasTwin || found.size() > 1) {
            return null;
        }
        if (found.isEmpty()) {
            return options.resubmitNotFound && resent.add(item)
                    ? BatchEvent.refused(item.key, BatchEvent.Kind.WAITING, "the history has no job of it")
                    : null;
        }
        JobCandidate only = found.get(0);
        boolean isCertain = isUnclaimed(only) && only.entry().requestBody().isPresent();
        return isCertain && claimed.add(only.id()) ? BatchEvent.submitted(item.key, only.id()) : null;
    }

    private synchronized void enqueueIfWaiting(BatchItem item) {
        if (item.state() == BatchState.WAITING) {
            queue.add(item);
        }
    }

    private CompletableFuture<Void> await(BatchItem item) {
        String id = item.jobId();
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        VideoJob job = jobs.job(id, item.operation.typicalTime().orElse(null));
        CompletableFuture<Video> video;
        synchronized (this) {
            if (interrupted) {
                return CompletableFuture.completedFuture(null);
            }
            video = job.awaitAsync(options.deadline);
            waiting.put(item, video);
        }
        return video.handle((opened, failure) -> {
            synchronized (this) {
                waiting.remove(item);
            }
            if (failure == null) {
                save(item, job, opened);
            } else {
                lost(item, cause(failure));
            }
            return null;
        });
    }

    private void save(BatchItem item, VideoJob job, Video opened) {
        try (Video video = opened) {
            video.saveTo(item.target);
        } catch (PixverseException failure) {
            continueLater(item, failure);
            if (failure instanceof SaveFailedException) {
                // The next video could not be saved either.
                stop(message(failure));
            }
            return;
        }
        record(item, BatchEvent.saved(item.key, job.costUsd()));
    }

    /** Continues once more, which is free, if that may help. */
    private void continueLater(BatchItem item, PixverseException failure) {
        item.fail(failure);
        report(item);
        synchronized (this) {
            if (!interrupted
                    && TransientFailures.mayPass(failure)
                    && failures.merge(item, 1, Integer::sum) < MAX_CONTINUATIONS) {
                queue.addFirst(item);
            }
        }
    }

    private void lost(BatchItem item, Throwable failure) {
        if (failure instanceof JobFailedException) {
            record(item, BatchEvent.Kind.FAILED, (JobFailedException) failure);
        } else if (failure instanceof PixverseException) {
            continueLater(item, (PixverseException) failure);
        } else {
            item.fail("the thread of the batch was interrupted; the next run continues the job");
            report(item);
        }
    }

    private boolean record(BatchItem item, BatchEvent event) {
        return record(item, event, null);
    }

    private void record(BatchItem item, BatchEvent.Kind kind, PixverseException failure) {
        record(item, BatchEvent.refused(item.key, kind, message(failure)), failure);
    }

    /**
     * Appends an event to the journal and applies it. If the journal cannot be written, stops sending; applies the event
     * nevertheless, unless its request is still to be sent.
     *
     * @return whether it is written
     */
    private boolean record(BatchItem item, BatchEvent event, @Nullable PixverseException failure) {
        boolean written = append(event);
        if (written || event.kind != BatchEvent.Kind.SENDING) {
            change(item, () -> item.apply(event, failure));
        }
        report(item);
        return written;
    }

    private boolean append(BatchEvent event) {
        try {
            journal.append(event);
            return true;
        } catch (IOException e) {
            stop("the journal cannot be written: " + e);
            return false;
        }
    }

    private synchronized void change(BatchItem item, Runnable change) {
        spent = spent.subtract(item.costUsd());
        settled -= isSettled(item) ? 1 : 0;
        change.run();
        spent = spent.add(item.costUsd());
        settled += isSettled(item) ? 1 : 0;
    }

    private void report(BatchItem item) {
        try {
            options.listener.onChange(new BatchEntry(item), settled(), items.size());
        } catch (Throwable e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private synchronized int settled() {
        return settled;
    }

    private static boolean isSettled(BatchItem item) {
        return item.state() != BatchState.WAITING && item.state() != BatchState.SUBMITTED;
    }

    private BatchReport report() {
        Map<String, BatchEntry> entries = new LinkedHashMap<>();
        items.forEach(item -> entries.put(item.key, new BatchEntry(item)));
        return new BatchReport(entries);
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
