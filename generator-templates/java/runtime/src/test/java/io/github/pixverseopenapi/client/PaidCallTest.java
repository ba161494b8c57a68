package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One call without a network or a clock: each attempt ends as the test specifies. */
@Tag("pit-calls")
class PaidCallTest {
    private static final Duration LIMIT = Duration.ofMillis(4_200);
    private static final long START = Duration.ofHours(1).toNanos();
    private static final Interceptor UNREACHABLE = chain -> {
        throw new ConnectException("gone");
    };

    private final Deque<Interceptor> tries = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final CallTimeouts timeouts = new CallTimeouts(scheduler, Runnable::run, LIMIT, Duration.ofSeconds(9));
    private Runnable beforeCompletion = () -> {};
    private Response.Builder nextResponse;
    private Runnable onClock = () -> {};
    private Interceptor service = chain -> nextResponse.request(chain.request()).build();
    private int sent;

    /** Advances only by the waits. */
    private final Ticker time = new Ticker() {
        private long now = START;

        @Override
        Clock clock() {
            return new Clock() {
                @Override
                public Instant instant() {
                    onClock.run();
                    return Instant.EPOCH;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
        }

        @Override
        long nanos() {
            return now;
        }

        @Override
        boolean await(CountDownLatch latch, Duration longest) {
            waits.add(longest);
            now += longest.toNanos();
            return latch.getCount() == 0;
        }
    };

    /** Waits a second before the first retry, two before the next, and so on. */
    private PaidCall<Video> call(int retries, Interceptor... fates) {
        tries.addAll(List.of(fates));
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> tries.remove().intercept(chain))
                .addInterceptor(new SendInterceptor())
                .addInterceptor(chain -> service.intercept(chain))
                .build();
        ResponseHandler responses = new ResponseHandler(
                http, new ServerRouter(HttpUrl.get("http://127.0.0.1/"), Collections.emptyMap()), time, Runnable::run);
        return new PaidCall<>(
                Operation.TEXT_TO_VIDEO,
                PaidCallTest::request,
                http,
                responses,
                responses,
                new RetryPolicy(retries, () -> 1),
                time,
                timeouts,
                task -> {
                    beforeCompletion.run();
                    task.run();
                });
    }

    private static Request request() {
        return new Request.Builder()
                .url("http://127.0.0.1/")
                .post(new OneShotBody("{}"))
                .build();
    }

    /** Marks the request as sent, and responds to it. */
    private Interceptor response(int status, String id, ResponseBody body) {
        return chain -> {
            sent++;
            nextResponse = new Response.Builder()
                    .protocol(Protocol.HTTP_1_1)
                    .code(status)
                    .message("")
                    .header("x-request-id", id)
                    .body(body);
            return chain.proceed(chain.request());
        };
    }

    private Interceptor rejected(String id) {
        return response(429, id, ResponseBody.create("{\"error\":\"too many\"}", MediaType.get("application/json")));
    }

    private Interceptor video() {
        return response(200, "video", ResponseBody.create(new Buffer().writeUtf8("0000ftypisom"), null, 12));
    }

    private static <E extends PixverseException> E failure(Class<E> kind, PaidCall<Video> call) {
        call.run();
        assertThatThrownBy(call::join).isInstanceOf(CompletionException.class);
        return catchThrowableOfType(kind, () -> {
            try {
                call.join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void run_rejectedTwiceThenSuccessful_returnsTheVideo() {
        PaidCall<Video> call = call(2, rejected("1"), rejected("2"), video());
        call.run();
        try (Video video = call.join()) {
            assertThat(video.bytes()).hasSize(12);
        }
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void run_rejectedOnEveryAttempt_reportsTheFirstError() {
        RateLimitedException failure = failure(RateLimitedException.class, call(1, rejected("1"), rejected("2")));
        assertThat(failure.requestId()).contains("1");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(other ->
                        assertThat(((PixverseException) other).requestId()).contains("2"));
    }

    @Test
    void run_unreachableToTheEnd_reportsTheFirstFailure() {
        ConnectionException failure = failure(ConnectionException.class, call(1, UNREACHABLE, UNREACHABLE));
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(ConnectionException.class);
    }

    @Test
    void run_unreachableThenRejected_reportsTheError() {
        RateLimitedException failure = failure(RateLimitedException.class, call(1, UNREACHABLE, rejected("1")));
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(ConnectionException.class);
    }

    @Test
    void run_rejectedThenUnreachable_reportsTheError() {
        RateLimitedException failure = failure(RateLimitedException.class, call(1, rejected("1"), UNREACHABLE));
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(ConnectionException.class);
    }

    /** Of equals the later counts if it is not tried again. */
    @Test
    void run_rejectedThenNotRetryable_reportsTheLastError() {
        UnauthorizedException failure = failure(
                UnauthorizedException.class,
                call(5, rejected("1"), response(401, "2", ResponseBody.create("no", null))));
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(RateLimitedException.class);
    }

    /** The second wait, of 3.2 seconds, would end just when the time is over. */
    @Test
    void run_retryWaitReachesTheTimeout_doesNotWait() {
        Interceptor threeSeconds = chain -> rejected("2")
                .intercept(chain)
                .newBuilder()
                .header("Retry-After", "3")
                .build();
        PaidCall<Video> call = call(5, rejected("1"), threeSeconds, video());
        assertThat(failure(RateLimitedException.class, call).getSuppressed()).hasSize(1);
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void queueTimeout_beforeTheRun_meansThatNothingIsEverSent() {
        PaidCall<Video> call = call(5, video());
        assertThat(scheduler.delay()).isEqualTo(Duration.ofSeconds(9));
        scheduler.fire();
        CallTimeoutException failure = failure(CallTimeoutException.class, call);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure).hasMessageContaining("timed out after 9.0 s in the queue");
        assertThat(sent).isZero();
    }

    @Test
    void timeout_beforeTheRequestIsSent_meansThatNothingIsEverSent() {
        PaidCall<Video> call = call(5, chain -> {
            assertThat(scheduler.delay()).isEqualTo(LIMIT);
            scheduler.fire();
            return video().intercept(chain);
        });
        CallTimeoutException failure = failure(CallTimeoutException.class, call);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure).hasMessageContaining("no response within 4.2 s");
    }

    /** When the request is sent, the whole timeout remains, regardless of the time spent on connecting. */
    @Test
    void timeout_whenTheRequestIsSent_startsAnew() {
        Runnable[] beforeSending = new Runnable[1];
        service = chain -> {
            assertThat(scheduler.started()).isEqualTo(3);
            beforeSending[0].run();
            return nextResponse.request(chain.request()).build();
        };
        PaidCall<Video> call = call(5, chain -> {
            beforeSending[0] = scheduler.task();
            return video().intercept(chain);
        });
        call.run();
        try (Video video = call.join()) {
            assertThat(video.bytes()).hasSize(12);
        }
    }

    @Test
    void timeout_whileWaitingForTheResponse_cancelsTheCallWithUnknownBilling() {
        AtomicBoolean cancelled = new AtomicBoolean();
        service = chain -> {
            scheduler.fire();
            cancelled.set(chain.call().isCanceled());
            throw new IOException("cancelled");
        };
        assertThat(failure(CallTimeoutException.class, call(5, video())).billing())
                .isEqualTo(Billing.UNKNOWN);
        assertThat(cancelled).isTrue();
    }

    @Test
    void timeout_whileWaitingForAnErrorBody_reportsTheErrorStatus() {
        PaidCall<Video> call = call(5, chain -> {
            Response response =
                    response(400, "1", ResponseBody.create("slow", null)).intercept(chain);
            scheduler.fire();
            return response;
        });
        BadRequestException failure = failure(BadRequestException.class, call);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
        assertThat(failure.requestId()).contains("1");
    }

    @Test
    void timeout_whileWaitingForTheStartOfAVideo_isBilled() {
        PaidCall<Video> call = call(5, chain -> {
            Response response = video().intercept(chain);
            scheduler.fire();
            return response;
        });
        CallTimeoutException failure = failure(CallTimeoutException.class, call);
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(failure.statusCode()).isEqualTo(200);
    }

    @Test
    void timeout_afterTheVideoWasReceived_keepsTheVideo() {
        beforeCompletion = scheduler::fire;
        PaidCall<Video> call = call(5, video());
        call.run();
        try (Video video = call.join()) {
            assertThat(video.bytes()).hasSize(12);
        }
    }

    @Test
    void timeout_whileWaitingForTheBodyOfARejection_sendsNothingMore() {
        PaidCall<Video> call = call(
                5,
                chain -> {
                    Response response = rejected("1").intercept(chain);
                    scheduler.fire();
                    return response;
                },
                video());
        assertThat(failure(RateLimitedException.class, call).requestId()).contains("1");
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void abort_afterTheVideoWasReceived_keepsTheVideo() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        beforeCompletion =
                () -> assertThat(self.get().abort("interrupted", null)).isFalse();
        self.set(call(5, video()));
        self.get().run();
        try (Video video = self.get().join()) {
            assertThat(video.bytes()).hasSize(12);
        }
    }

    @Test
    void abort_whenTheLastAttemptHasJustFailed_doesNotReplaceTheFailure() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        beforeCompletion =
                () -> assertThat(self.get().abort("interrupted", null)).isFalse();
        self.set(call(0, rejected("1")));
        RateLimitedException failure = failure(RateLimitedException.class, self.get());
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void completeExceptionally_byTheUser_whileARetryWaits_sendsNothingMore() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        self.set(call(
                5,
                chain -> {
                    Response response = rejected("1").intercept(chain);
                    self.get().completeExceptionally(new TimeoutException("as orTimeout does"));
                    return response;
                },
                video()));
        self.get().run();
        assertThatThrownBy(self.get()::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void complete_byTheUser_cancelsTheRunningCall() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        self.set(call(5, chain -> {
            Response response = video().intercept(chain);
            self.get().complete(null);
            cancelled.set(chain.call().isCanceled());
            return response;
        }));
        self.get().run();
        assertThat(self.get()).isCompletedWithValue(null);
        assertThat(cancelled).isTrue();
    }

    @Test
    void abort_isTrueTheFirstTime() {
        PaidCall<Video> call = call(5, video());
        assertThat(call.abort("interrupted", new InterruptedException())).isTrue();
        assertThat(call.abort("again", null)).isFalse();
        ConnectionException failure = failure(ConnectionException.class, call);
        assertThat(failure).hasMessageContaining("interrupted").hasCauseInstanceOf(InterruptedException.class);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
    }

    @Test
    void abort_whileWaitingForTheResponse_hasUnknownBilling() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        service = chain -> {
            assertThat(self.get().abort("interrupted", null)).isTrue();
            throw new IOException("cancelled");
        };
        self.set(call(5, video()));
        ConnectionException failure = failure(ConnectionException.class, self.get());
        assertThat(failure).hasMessageContaining("interrupted");
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    /** The aborted attempt fails before the abort has reported its own failure. */
    @Test
    void abort_whoseAttemptEndsFirst_reportsTheAbort() throws InterruptedException {
        CountDownLatch responded = new CountDownLatch(1);
        CountDownLatch aborting = new CountDownLatch(1);
        PaidCall<Video> call = call(5, chain -> {
            response(400, "1", ResponseBody.create("no", null)).intercept(chain).close();
            responded.countDown();
            awaitQuietly(aborting);
            throw new IOException("cancelled");
        });
        Thread runner = new Thread(call);
        runner.start();
        responded.await();
        Thread caller = Thread.currentThread();
        onClock = () -> {
            if (Thread.currentThread() == caller) {
                aborting.countDown();
                joinQuietly(runner);
            }
        };
        IOException cause = new IOException("interrupted");
        assertThat(call.abort("interrupted", cause)).isTrue();
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOf(BadRequestException.class)
                .hasCause(cause);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The video is paid. */
    @Test
    void await_interruptedJustAfterTheVideoWasReceived_returnsTheVideo() {
        Thread caller = Thread.currentThread();
        CountDownLatch received = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        beforeCompletion = () -> {
            received.countDown();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> interrupted.get() && caller.getState() == Thread.State.WAITING);
        };
        PaidCall<Video> call = call(5, video());
        new Thread(call).start();
        awaitQuietly(received);
        caller.interrupt();
        interrupted.set(true);
        try (Video video = CallRunner.await(call)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(video.bytes()).hasSize(12);
        }
    }

    @Test
    void abort_betweenTwoTries_reportsTheFirst() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        self.set(call(5, rejected("1"), chain -> {
            self.get().abort("interrupted", null);
            throw new IOException("stopped");
        }));
        ConnectionException failure = failure(ConnectionException.class, self.get());
        assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
        assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(RateLimitedException.class);
    }

    @Test
    void cancel_beforeTheRun_meansThatNothingIsEverSent() {
        PaidCall<Video> call = call(5, video());
        assertThat(call.cancel(true)).isTrue();
        assertThat(scheduler.isCancelled()).isTrue();
        call.run();
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        assertThat(sent).isZero();
    }

    @Test
    void cancel_whileTheRequestIsOnItsWay_stopsIt() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        AtomicBoolean stopped = new AtomicBoolean();
        self.set(call(5, chain -> {
            Response response = video().intercept(chain);
            self.get().cancel(true);
            stopped.set(chain.call().isCanceled());
            return response;
        }));
        self.get().run();
        assertThat(self.get()).isCancelled();
        assertThat(stopped).isTrue();
    }

    @Test
    void cancel_ofACallThatIsOver_changesNothing() {
        PaidCall<Video> call = call(5, video());
        call.run();
        assertThat(call.cancel(true)).isFalse();
        try (Video video = call.join()) {
            assertThat(video.bytes()).hasSize(12);
        }
    }

    @Test
    void complete_isTrueTheFirstTime() {
        PaidCall<Video> call = call(5, video());
        assertThat(call.complete(null)).isTrue();
        assertThat(call.complete(null)).isFalse();
        assertThat(call.completeExceptionally(new IOException("late"))).isFalse();
        assertThat(call).isCompletedWithValue(null);
    }

    @Test
    void completeExceptionally_isTrueTheFirstTime() {
        PaidCall<Video> call = call(5, video());
        IOException failure = new IOException("enough");
        assertThat(call.completeExceptionally(failure)).isTrue();
        assertThat(call.complete(null)).isFalse();
        assertThatThrownBy(call::join).hasCause(failure);
    }

    @Test
    void cancel_whileWaitingToRetry_endsTheWait() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        self.set(call(
                5,
                chain -> {
                    Response response = rejected("1").intercept(chain);
                    self.get().cancel(true);
                    return response;
                },
                video()));
        self.get().run();
        assertThat(self.get()).isCancelled();
        assertThat(sent).isEqualTo(1);
    }

    /** No caller can close it any more. */
    @Test
    void run_videoAfterTheTimeout_isClosed() {
        AtomicReference<PaidCall<Video>> self = new AtomicReference<>();
        AtomicBoolean closed = new AtomicBoolean();
        ForwardingSource late = new ForwardingSource(new Buffer().writeUtf8("0000ftypisom")) {
            @Override
            public long read(Buffer sink, long count) throws IOException {
                self.get().cancel(true);
                return super.read(sink, count);
            }

            @Override
            public void close() throws IOException {
                closed.set(true);
                super.close();
            }
        };
        self.set(call(5, response(200, "1", ResponseBody.create(Okio.buffer(late), null, 12))));
        self.get().run();
        assertThat(self.get()).isCancelled();
        assertThat(closed).isTrue();
    }
}
