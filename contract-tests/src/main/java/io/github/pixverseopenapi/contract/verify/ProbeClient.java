package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ContentLength;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;

/** Sends requests, each once, and reads their answers whole. Not for use by several threads. */
final class ProbeClient {

    /** Nobody can take it for a key, and it shares nothing with the real one. */
    static final String WRONG_KEY = "wrong-on-purpose";

    /** More than any of the videos has, at fifteen seconds at most; and a bound for what is kept in memory. */
    static final int LONGEST_ANSWER = 64 << 20;

    private static final MediaType JSON = MediaType.get(ApiDocument.JSON);
    private static final String ACCEPTED = "video/mp4, application/json";

    private final VerifyTarget target;
    private final String keyHeader;
    private final Optional<VerifyApiKey> key;
    private final Redactor redactor;
    private final OkHttpClient http;

    /** @param redactor removes the key from each response before anything else sees it */
    ProbeClient(VerifyTarget target, String keyHeader, Optional<VerifyApiKey> key, Redactor redactor) {
        this.target = target;
        this.keyHeader = keyHeader;
        this.key = key;
        this.redactor = redactor;
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
     * @throws NoResponseException when no whole answer came
     */
    ProbeResponse send(Check check) throws NoResponseException {
        OkHttpClient limited = http.newBuilder()
                .callTimeout(check.timeLimit())
                .connectTimeout(check.timeLimit())
                .readTimeout(check.timeLimit())
                .writeTimeout(check.timeLimit())
                .build();
        long start = System.nanoTime();
        Call call = limited.newCall(request(check));
        try (Response response = call.execute()) {
            requireOneLength(response);
            byte[] body = body(response.body().source());
            ReceivedResponse received = new ReceivedResponse(
                    response.code(),
                    redactor.redact(response.headers().toMultimap()),
                    // No text of a video is ever shown, and a replacement of another length would break its boxes.
                    isVideo(response) ? body : redactor.redact(body));
            return new ProbeResponse(received, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            call.cancel();
            throw new NoResponseException(e, check.timeLimit(), redactor);
        } catch (RuntimeException e) {
            // OkHttp throws these for some malformed responses, even from close(), and leaves the connection open.
            call.cancel();
            throw new NoResponseException("the response is not valid HTTP: " + redactor.redactLine(e));
        }
    }

    /** RFC 9112, section 6.3: where lengths differ, nobody can tell where the body ends. OkHttp takes the last. */
    private static void requireOneLength(Response response) throws ProtocolException {
        Response received = response.networkResponse();
        Optional<String> problem = ContentLength.problem(received.headers().values(ContentLength.NAME));
        if (problem.isPresent()) {
            throw new ProtocolException(problem.get());
        }
    }

    private static boolean isVideo(Response response) {
        MediaType type = response.body().contentType();
        return type != null && type.type().equals("video");
    }

    private Request request(Check check) {
        Request.Builder request = new Request.Builder()
                .url(target.at(check.request().path()))
                .method(
                        check.request().method(),
                        check.request().body().map(ProbeBody::new).orElse(null))
                .header("Accept", ACCEPTED)
                .header("User-Agent", "pixverse-contract-verify");
        switch (check.kind().keyUse()) {
            case REAL -> request.header(keyHeader, key.orElseThrow().value());
            case WRONG -> request.header(keyHeader, WRONG_KEY);
            case NONE -> {}
        }
        return request.build();
    }

    private static byte[] body(BufferedSource source) throws IOException, NoResponseException {
        if (source.request(LONGEST_ANSWER + 1L)) {
            throw new NoResponseException("the answer is longer than " + (LONGEST_ANSWER >> 20) + " MiB");
        }
        return source.readByteArray();
    }

    /** OkHttp never sends such a body a second time, whatever the answer is. */
    private static final class ProbeBody extends RequestBody {
        private final byte[] bytes;

        ProbeBody(JsonObject body) {
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
