package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;

/** A sandbox, called over HTTP with an HTTP client that does not use the document. */
final class SandboxValidator implements Validator, AutoCloseable {
    /** The journal keeps bodies, some of which are large. */
    private static final int CALLS_TO_REMEMBER = 100;

    private static final MediaType MEDIA_TYPE = MediaType.get(ApiDocument.JSON);

    private final OkHttpClient http = new OkHttpClient();
    private final String name;
    private final Sandbox sandbox;
    private final String securityHeader;
    private final AtomicInteger calls = new AtomicInteger();

    SandboxValidator(String name, ApiDocument document) {
        this.name = name;
        securityHeader = document.securityHeader();
        sandbox = Sandbox.builder()
                .document(document)
                .credits(new BigDecimal("1e12"))
                .start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict validate(ApiOperation operation, String json) {
        try {
            // Not String.getBytes, which replaces an unpaired surrogate with a question mark.
            return validate(
                    operation, ByteString.of(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json))));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("UTF-8 cannot hold this request", e);
        }
    }

    /** Validates bytes, which need not be text. */
    Verdict validate(ApiOperation operation, ByteString body) {
        SandboxReply response = response(operation, body);
        return switch (response.status()) {
            case 200 -> Verdict.VALID;
            case 400 -> Verdict.invalid(response.body());
            default ->
                throw new AssertionError(operation.operationId() + " got status " + response.status() + " for "
                        + Excerpt.text(body.utf8(), 1000) + ": " + Excerpt.text(response.body(), 1000));
        };
    }

    private SandboxReply response(ApiOperation operation, ByteString body) {
        if (calls.incrementAndGet() % CALLS_TO_REMEMBER == 0) {
            sandbox.clearJournal();
        }
        Request request = new Request.Builder()
                .url(sandbox.baseUrl() + operation.path())
                .header(securityHeader, sandbox.apiKey())
                .method(operation.method(), RequestBody.create(body, MEDIA_TYPE))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return new SandboxReply(response.code(), response.body().string());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record SandboxReply(int status, String body) {}

    @Override
    public void close() {
        sandbox.close();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }
}
