package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class SendGuardTest {
    private final SendGuard guard = new SendGuard();

    @Test
    void tryAbort_beforeSending_keepsTheRequestFromBeingSent() {
        assertThat(guard.tryAbort()).isTrue();
        assertThatThrownBy(guard::markSent).isInstanceOf(IOException.class).hasMessage("the call was aborted");
        assertThatThrownBy(guard::recordWrite).isInstanceOf(IOException.class).hasMessage("the call was aborted");
        assertThat(guard.mayHaveBeenSent()).isFalse();
        assertThat(guard.tryAbort()).isTrue();
    }

    @Test
    void tryAbort_afterSending_isTooLate() throws IOException {
        assertThat(guard.mayHaveBeenSent()).isFalse();
        guard.markSent();
        assertThat(guard.tryAbort()).isFalse();
        assertThat(guard.mayHaveBeenSent()).isTrue();
    }

    @Test
    void markSent_again_isRejected() throws IOException {
        guard.markSent();
        assertThatThrownBy(guard::markSent).hasMessageContaining("must be sent at most once");
    }

    @Test
    void markSent_runsTheListener() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        guard.onSent(runs::incrementAndGet);
        guard.markSent();
        assertThat(runs).hasValue(1);
    }

    @Test
    void of_aRequestWithoutItsTag_findsTheGuardInTheBody() {
        OneShotBody body = new OneShotBody("{}");
        assertThat(SendGuard.of(request(body).build())).isSameAs(body.guard());
    }

    @Test
    void of_aRequestWithAnotherBody_findsTheGuardInTheTag() {
        Request request = request(RequestBody.create(new byte[0]))
                .tag(SendGuard.class, guard)
                .build();
        assertThat(SendGuard.of(request)).isSameAs(guard);
        assertThat(SendGuard.of(request(RequestBody.create(new byte[0])).build()))
                .isNull();
    }

    /** As an interceptor does that signs or logs. */
    @Test
    void body_readIntoMemory_countsAsNotSent() throws IOException {
        OneShotBody body = new OneShotBody("{}");
        body.writeTo(new Buffer());
        body.writeTo(new Buffer());
        assertThat(body.guard().mayHaveBeenSent()).isFalse();
    }

    /** As another HTTP client does that an interceptor calls. */
    @Test
    void body_writtenToANetwork_countsAsSentAndIsWrittenOnce() throws IOException {
        OneShotBody body = new OneShotBody("{}");
        body.writeTo(Okio.buffer(Okio.blackhole()));
        assertThat(body.guard().mayHaveBeenSent()).isTrue();
        assertThatThrownBy(() -> body.writeTo(Okio.buffer(Okio.blackhole())))
                .hasMessageContaining("must be sent at most once");
    }

    private static Request.Builder request(RequestBody body) {
        return new Request.Builder().url("http://127.0.0.1/").post(body);
    }
}
