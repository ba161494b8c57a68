package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.Calls.Style;
import io.github.pixverseopenapi.contract.soak.Ending.Kind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes planned calls and tells how they ended. Safe for use by several threads. */
final class Caller {
    private final PixverseClient client;
    private final Reader reader;
    private final ScheduledExecutorService disturber;

    /** @param disturber cancels and interrupts */
    Caller(PixverseClient client, Reader reader, ScheduledExecutorService disturber) {
        this.client = client;
        this.reader = reader;
        this.disturber = disturber;
    }

    Ending call(Plan plan) {
        return plan.style() == Style.BLOCKING ? blocking(plan) : async(plan);
    }

    private Ending blocking(Plan plan) {
        long start = System.nanoTime();
        Ending ending;
        boolean disturbed;
        try (Interruption interruption = new Interruption()) {
            Future<?> pending = later(plan, interruption);
            ending = ending(plan, start,
                    () -> NumberedCalls.blocking(client, plan.operation(), plan.number(), plan.limit()));
            pending.cancel(false);
            disturbed = interruption.done();
        }
        return disturbed ? ending.asDisturbed() : ending;
    }

    private Ending async(Plan plan) {
        long start = System.nanoTime();
        CompletableFuture<Video> video =
                NumberedCalls.async(client, plan.operation(), plan.number(), plan.limit());
        Future<?> pending = later(plan, () -> abandon(plan, video));
        Ending ending = ending(plan, start, () -> joined(video));
        pending.cancel(false);
        return ending;
    }

    /** In each way that a caller has, {@code orTimeout}'s included. */
    private static void abandon(Plan plan, CompletableFuture<Video> video) {
        switch (plan.number() % 3) {
            case 0 -> video.cancel(true);
            case 1 -> video.completeExceptionally(new TimeoutException());
            default -> video.complete(null);
        }
    }

    private Future<?> later(Plan plan, Runnable disturbance) {
        return plan.givenUpAfter() == null
                ? CompletableFuture.completedFuture(null)
                : disturber.schedule(disturbance, plan.givenUpAfter().toNanos(), TimeUnit.NANOSECONDS);
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

    private Ending ending(Plan plan, long start, Asking asking) {
        Ending ending;
        try {
            Video video = asking.ask();
            ending = video == null ? Ending.without(Kind.CANCELLED, "") : reader.read(plan.reading(), video);
        } catch (PixverseException e) {
            ending = Ending.failed(Kind.FAILED, e);
        } catch (CancellationException e) {
            ending = Ending.without(Kind.CANCELLED, "");
        } catch (Exception | Error e) {
            ending = Ending.without(Kind.WRONG, e.toString());
        }
        return ending.after(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Blocking or not. */
    private interface Asking {
        Video ask();
    }
}
