package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class ErrorBodyLimiterTest {
    private static final MediaType TEXT = MediaType.get("text/plain");
    private static final int MAX_BYTES = 64 * 1024;

    /** Returns one byte first, so that the next read does not have a round size. */
    @Test
    void bounded_ofALongText_isItsBeginning() throws IOException {
        Source byteThenAll = new ForwardingSource(new Buffer().writeUtf8("x".repeat(2 * MAX_BYTES))) {
            private boolean begun;

            @Override
            public long read(Buffer sink, long count) throws IOException {
                long limit = begun ? count : 1;
                begun = true;
                return super.read(sink, limit);
            }
        };
        ResponseBody bounded = ErrorBodyLimiter.bounded(ResponseBody.create(Okio.buffer(byteThenAll), TEXT, -1));
        assertThat(bounded.contentLength()).isEqualTo(MAX_BYTES);
        assertThat(bounded.contentType()).isEqualTo(TEXT);
        assertThat(bounded.string()).hasSize(MAX_BYTES);
    }

    @Test
    void bounded_ofATruncatedBody_isTheReceivedPart() throws IOException {
        Source breaking = new ForwardingSource(new Buffer().writeUtf8("wrong k")) {
            @Override
            public long read(Buffer sink, long count) throws IOException {
                long got = super.read(sink, count);
                if (got == -1) {
                    throw new IOException("broken off");
                }
                return got;
            }
        };
        assertThat(ErrorBodyLimiter.bounded(ResponseBody.create(Okio.buffer(breaking), TEXT, 500))
                        .string())
                .isEqualTo("wrong k");
    }
}
