package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class TransferTest {
    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private static PixverseException failure() {
        return new ConnectionException(Failure.noResponse(Operation.TEXT_TO_VIDEO, Billing.BILLED, "broken", null));
    }

    @Test
    void run_withoutAThread_runsTheTaskOnThatOfTheCaller() {
        Thread thread = Transfer.run(
                task -> {
                    throw new RejectedExecutionException("no more threads");
                },
                transfer -> Thread.currentThread(),
                1,
                null);
        assertThat(thread).isSameAs(Thread.currentThread());
    }

    @Test
    void run_taskThatFailsOnAnotherThread_throwsWithTheTraceOfTheCaller() {
        Throwable thrown = catchThrowable(() -> Transfer.run(
                NEW_THREAD,
                transfer -> {
                    throw failure();
                },
                1,
                null));
        assertThat(thrown).isInstanceOf(ConnectionException.class);
        assertThat(thrown.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("run_taskThatFailsOnAnotherThread_throwsWithTheTraceOfTheCaller");
    }

    @Test
    void run_taskAndListenerThatBothFail_throwsTheFailureOfTheTask() {
        PixverseException failure = failure();
        IllegalStateException ofListener = new IllegalStateException("a listener's own");
        assertThatThrownBy(() -> Transfer.run(
                        Runnable::run,
                        transfer -> {
                            transfer.reportProgress(1);
                            throw failure;
                        },
                        1,
                        (bytes, total) -> {
                            throw ofListener;
                        }))
                .isSameAs(failure)
                .hasSuppressedException(ofListener);
    }

    @Test
    void run_listenerThatBlocks_doesNotBlockTheTask() {
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean endedDuringListener = new AtomicBoolean();
        List<Long> reported = new ArrayList<>();
        Transfer.run(
                NEW_THREAD,
                transfer -> {
                    transfer.reportProgress(1);
                    awaitQuietly(listening);
                    transfer.reportProgress(2);
                    ended.countDown();
                    return null;
                },
                2,
                (bytes, total) -> {
                    reported.add(bytes);
                    listening.countDown();
                    if (bytes == 1) {
                        endedDuringListener.set(awaitQuietly(ended));
                    }
                });
        assertThat(endedDuringListener).isTrue();
        assertThat(reported).containsExactly(1L, 2L);
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
