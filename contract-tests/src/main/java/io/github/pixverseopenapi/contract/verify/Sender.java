package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;

/** Sends requests, each once, and reads their answers whole. Not for use by several threads. */
final class Sender {

    /** Nobody can take it for a key, and it shares nothing with the real one. */
    static final String WRONG_KEY = "wrong-on-purpose";

    /** More than any of the videos has, at fifteen seconds at most; and a bound for what is kept in memory. */
    static final int LONGEST_ANSWER = 64 << 20;

    private static final MediaType JSON = MediaType.get(ApiDocument.JSON);
    private static final String ACCEPTED = "video/mp4, application/json";

    private final Target target;
    private final String keyHeader;
    private final Optional<ApiKey> key;
    private final Secrets secrets;
    private final OkHttpClient http;

    Sender(Target target, String keyHeader, Optional<ApiKey> key) {
        this.target = target;
        this.keyHeader = keyHeader;
        this.key = key;
        this.secrets = new Secrets(key);
        // Together with the body that can be read only once, nothing leaves twice and nothing goes to another host.
        this.http = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .build();
    }

    /**
     * Sends the request of a check.
     *
     * @throws NoAnswerException when no whole answer came
     */
    Reply send(Check check) throws NoAnswerException {
        OkHttpClient limited = http.newBuilder()
                .callTimeout(check.timeLimit())
                .connectTimeout(check.timeLimit())
                .readTimeout(check.timeLimit())
                .writeTimeout(check.timeLimit())
                .build();
        long start = System.nanoTime();
        try (Response response = limited.newCall(request(check)).execute()) {
            byte[] body = body(response.body().source());
            ReceivedResponse received = new ReceivedResponse(
                    response.code(),
                    secrets.blacken(response.headers().toMultimap()),
                    secrets.blacken(body));
            return new Reply(received, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new NoAnswerException(e, check.timeLimit(), secrets);
        }
    }

    private Request request(Check check) {
        Request.Builder request = new Request.Builder()
                .url(target.at(check.request().path()))
                .method(check.request().method(), check.request().body().map(OneShotBody::new).orElse(null))
                .header("Accept", ACCEPTED)
                .header("User-Agent", "pixverse-contract-verify");
        switch (check.kind().keyUse()) {
            case REAL -> request.header(keyHeader, key.orElseThrow().value());
            case WRONG -> request.header(keyHeader, WRONG_KEY);
            case NONE -> { }
        }
        return request.build();
    }

    private static byte[] body(BufferedSource source) throws IOException, NoAnswerException {
        if (source.request(LONGEST_ANSWER + 1L)) {
            throw new NoAnswerException("the answer is longer than " + (LONGEST_ANSWER >> 20) + " MiB");
        }
        return source.readByteArray();
    }

    /** OkHttp never sends such a body a second time, whatever the answer is. */
    private static final class OneShotBody extends RequestBody {
        private final byte[] bytes;

        OneShotBody(JsonObject body) {
            bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
