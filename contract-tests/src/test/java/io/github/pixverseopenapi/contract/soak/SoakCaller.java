package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Executes planned calls and returns their outcomes. Thread-safe. */
final class SoakCaller {
    private final PixverseClient client;
    private final VideoReader reader;
    private final ScheduledExecutorService disturber;

    /** @param disturber cancels and interrupts */
    SoakCaller(PixverseClient client, VideoReader reader, ScheduledExecutorService disturber) {
        this.client = client;
        this.reader = reader;
        this.disturber = disturber;
    }

    CallOutcome call(CallPlan plan) {
        return plan.style() == Style.BLOCKING ? blocking(plan) : async(plan);
    }

    private CallOutcome blocking(CallPlan plan) {
        long start = System.nanoTime();
        CallOutcome ending;
        boolean disturbed;
        try (Interruption interruption = new Interruption()) {
            Future<?> pending = later(plan, interruption);
            ending = ending(
                    plan, start, () -> OperationInvoker.call(client, plan.operation(), plan.request(), plan.limit()));
            pending.cancel(false);
            disturbed = interruption.done();
        }
        return disturbed ? ending.asDisturbed() : ending;
    }

    private CallOutcome async(CallPlan plan) {
        long start = System.nanoTime();
        CompletableFuture<Video> video =
                OperationInvoker.callAsync(client, plan.operation(), plan.request(), plan.limit());
        Future<?> pending = later(plan, () -> abandon(plan, video));
        CallOutcome ending = ending(plan, start, () -> joined(video));
        pending.cancel(false);
        return ending;
    }

    /** In each way that a caller has, {@code orTimeout}'s included. */
    private static void abandon(CallPlan plan, CompletableFuture<Video> video) {
        switch (plan.number() % 3) {
            case 0 -> video.cancel(true);
            case 1 -> video.completeExceptionally(new TimeoutException());
            default -> video.complete(null);
        }
    }

    private Future<?> later(CallPlan plan, Runnable disturbance) {
        return plan.abortAfter() == null
                ? CompletableFuture.completedFuture(null)
                : disturber.schedule(disturbance, plan.abortAfter().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Video joined(CompletableFuture<Video> video) {
        try {
            return video.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PixverseException failure) {
                throw failure;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw new CancellationException();
            }
            throw e;
        }
    }

    private CallOutcome ending(CallPlan plan, long start, CallAction action) {
        CallOutcome ending;
        try {
            Video video = action.send();
            ending =
                    video == null ? CallOutcome.without(OutcomeKind.CANCELLED, "") : reader.read(plan.reading(), video);
        } catch (PixverseException e) {
            ending = CallOutcome.failed(OutcomeKind.FAILED, e);
        } catch (CancellationException e) {
            ending = CallOutcome.without(OutcomeKind.CANCELLED, "");
        } catch (Exception | Error e) {
            ending = CallOutcome.without(OutcomeKind.WRONG, e.toString());
        }
        return ending.after(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Blocking or not. */
    private interface CallAction {
        Video send();
    }
}
