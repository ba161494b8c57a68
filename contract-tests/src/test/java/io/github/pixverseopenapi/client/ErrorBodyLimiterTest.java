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
    private static final int MOST = 64 * 1024;

    /** One byte comes first, so that what may come next is no round number. */
    @Test
    void bounded_ofALongText_isItsBeginning() throws IOException {
        Source byteThenAll = new ForwardingSource(new Buffer().writeUtf8("x".repeat(2 * MOST))) {
            private boolean begun;

            @Override
            public long read(Buffer sink, long count) throws IOException {
                long most = begun ? count : 1;
                begun = true;
                return super.read(sink, most);
            }
        };
        ResponseBody bounded = ErrorBodyLimiter.bounded(ResponseBody.create(Okio.buffer(byteThenAll), TEXT, -1));
        assertThat(bounded.contentLength()).isEqualTo(MOST);
        assertThat(bounded.contentType()).isEqualTo(TEXT);
        assertThat(bounded.string()).hasSize(MOST);
    }

    @Test
    void bounded_ofATextThatBreaksOff_isWhatCame() throws IOException {
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
