package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ContentLength;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
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

/** Sends each request at most once and reads the complete response. Not thread-safe. */
final class ProbeClient {

    /** An invalid API key without any part of the real one. */
    static final String WRONG_KEY = "wrong-on-purpose";

    private static final MediaType JSON = MediaType.get(ApiDocument.JSON);
    private static final String ACCEPTED = Mp4Boxes.MEDIA_TYPE + ", " + ApiDocument.JSON;

    private final VerifyTarget target;
    private final String keyHeader;
    private final Optional<ServiceApiKey> key;
    private final Redactor redactor;
    private final OkHttpClient http;

    /** @param redactor removes the API key from each response */
    ProbeClient(VerifyTarget target, String keyHeader, Optional<ServiceApiKey> key, Redactor redactor) {
        this.target = target;
        this.keyHeader = keyHeader;
        this.key = key;
        this.redactor = redactor;
        // With the one-shot body, these options prevent a second request and requests to another host.
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
     * @throws NoResponseException when there is no complete response
     */
    ProbeResponse send(Check check) throws NoResponseException {
        OkHttpClient client = http.newBuilder()
                .callTimeout(check.timeLimit())
                .connectTimeout(check.timeLimit())
                .readTimeout(check.timeLimit())
                .writeTimeout(check.timeLimit())
                .build();
        long start = System.nanoTime();
        Call call = client.newCall(request(check));
        try (Response response = call.execute()) {
            ContentLength.requireValid(response.networkResponse().headers().values(ContentLength.NAME));
            byte[] body = body(response.body().source());
            ReceivedResponse received = new ReceivedResponse(
                    response.code(),
                    redactor.redact(response.headers().toMultimap()),
                    // Reports show no bytes of a video, and redaction would break its box sizes.
                    isVideo(response) ? body : redactor.redact(body));
            return new ProbeResponse(received, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            call.cancel();
            throw new NoResponseException(e, check.timeLimit(), redactor);
        } catch (RuntimeException e) {
            // OkHttp throws these for some malformed responses, even from close(), and leaks the connection.
            call.cancel();
            throw new NoResponseException("the response is not valid HTTP: " + redactor.redactLine(e));
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
        if (source.request(ReceivedResponse.MAX_BODY_BYTES + 1L)) {
            throw new NoResponseException(Message.of(
                    "the response body", "at most " + (ReceivedResponse.MAX_BODY_BYTES >> 20) + " MiB", "longer"));
        }
        return source.readByteArray();
    }

    /** A one-shot body, which OkHttp never sends a second time. */
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
