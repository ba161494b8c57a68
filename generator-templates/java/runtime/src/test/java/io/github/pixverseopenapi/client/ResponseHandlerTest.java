package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Successful responses whose body cannot be a whole video. */
@Tag("pit-calls")
class ResponseHandlerTest {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Call> call = new AtomicReference<>();

    private UnexpectedResponseException failure(int status, String type, Headers headers) {
        ForwardingSource body = new ForwardingSource(new Buffer().writeUtf8("0000ftypisom")) {
            @Override
            public void close() throws IOException {
                closed.set(true);
                super.close();
            }
        };
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    call.set(chain.call());
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(status)
                            .message("OK")
                            .headers(headers)
                            .body(ResponseBody.create(Okio.buffer(body), MediaType.get(type), -1))
                            .build();
                })
                .build();
        try (PixverseClient client =
                PixverseClient.builder().apiKey("a-key").httpClient(http).build()) {
            TextToVideoRequest request =
                    TextToVideoRequest.builder().prompt("A boat").build();
            return catchThrowableOfType(UnexpectedResponseException.class, () -> client.textToVideo(request));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "206 | Content-Range: bytes 0-11/99 | a part of a video (206), although no part was requested",
                "200 | Transfer-Encoding: gzip, chunked"
                        + " | a body whose transfer encoding is gzip, chunked, which cannot be decoded",
                "200 | Content-Length: 12; Content-Length: 13 | a body of contradictory lengths [12, 13]",
                "200 | Content-Length: -5 | a body of the length -5",
                "200 | Content-Encoding: br | a body whose content encoding is br, which cannot be decoded"
            })
    void call_bodyThatIsNoWholeVideo_isRejectedAndClosed(int status, String headers, String problem) {
        Headers.Builder built = new Headers.Builder();
        for (String header : headers.split("; ")) {
            built.add(header);
        }
        UnexpectedResponseException failure = failure(status, "video/mp4", built.build());
        assertThat(failure).hasMessageContaining("the response must be a video, but was " + problem + " [");
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(closed).isTrue();
        assertThat(call.get().isCanceled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"video/mp4, BILLED", "application/octet-stream, UNKNOWN"})
    void call_partOfABody_isBilledIfItWasAnnouncedAsAVideo(String type, Billing billing) {
        assertThat(failure(206, type, Headers.of()).billing()).isEqualTo(billing);
    }
}
