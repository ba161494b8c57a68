package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A sandbox, called over HTTP. It has no job, so that an id which it accepts is unknown. Rules on dates that the document
 * states in words only are kept by {@link ParameterCases}.
 */
final class SandboxParameters implements Validator, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final String UNKNOWN = "{\"error\":\"No request has the id ";
    private static final String INVALID_PATH = "{\"error\":\"request_id must be ";

    private final OkHttpClient http = new OkHttpClient();
    private final Sandbox sandbox;

    SandboxParameters(ApiDocument document) {
        sandbox =
                Sandbox.builder().document(document).clock(new ManualClock(NOW)).start();
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Verdict validate(ApiOperation operation, String request) {
        Request call = new Request.Builder()
                .url(sandbox.baseUrl() + request)
                .header(ApiDocument.load().securityHeader(), sandbox.apiKey())
                .build();
        try (Response response = http.newCall(call).execute()) {
            String body = response.body().string();
            int status = response.code();
            if (status == 200 || (status == 404 && body.startsWith(UNKNOWN))) {
                return Verdict.VALID;
            }
            if (status == 400 || (status == 404 && body.startsWith(INVALID_PATH))) {
                return Verdict.invalid(body);
            }
            throw new AssertionError(
                    operation.operationId() + " got status " + status + " for " + request + ": " + body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }
}
