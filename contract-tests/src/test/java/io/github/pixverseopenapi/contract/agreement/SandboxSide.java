package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A sandbox, asked over HTTP with an HTTP client that knows nothing of the document. */
final class SandboxSide implements Side, AutoCloseable {
    /** The journal keeps bodies, some of them huge. */
    private static final int CALLS_TO_REMEMBER = 100;

    private static final MediaType MEDIA_TYPE = MediaType.get(ApiDocument.JSON);

    /** A new connection for each call: on a used one, the system delays each answer by 40 ms. */
    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    private final Sandbox sandbox;
    private final String securityHeader;
    private int calls;

    SandboxSide(ApiDocument document) {
        securityHeader = document.securityHeader();
        sandbox = Sandbox.builder().document(document).credits(new BigDecimal("1e12")).start();
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Verdict judge(ApiOperation operation, String json) {
        Answer answer = answer(operation, json);
        return switch (answer.status()) {
            case 200 -> Verdict.VALID;
            case 400 -> Verdict.invalid(answer.body());
            default -> throw new AssertionError(operation.operationId() + " got status " + answer.status() + " for "
                    + Shortened.text(json, 1000) + ": " + Shortened.text(answer.body(), 1000));
        };
    }

    private Answer answer(ApiOperation operation, String json) {
        if (++calls % CALLS_TO_REMEMBER == 0) {
            sandbox.clearJournal();
        }
        Request request = new Request.Builder()
                .url(sandbox.baseUrl() + operation.path())
                .header(securityHeader, sandbox.apiKey())
                .method(operation.method(), RequestBody.create(json.getBytes(StandardCharsets.UTF_8), MEDIA_TYPE))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return new Answer(response.code(), response.body().string());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(int status, String body) {}

    @Override
    public void close() {
        sandbox.close();
    }
}
