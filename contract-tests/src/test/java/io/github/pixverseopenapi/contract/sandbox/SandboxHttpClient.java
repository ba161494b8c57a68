package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Calls a sandbox with the JDK's HTTP client, independent of this project. */
final class SandboxHttpClient {

    static final ApiDocument DOCUMENT = ApiDocument.load();

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SandboxHttpClient() {}

    static Stream<ApiOperation> operations() {
        return DOCUMENT.videoOperations().stream();
    }

    static ApiOperation anyOperation() {
        return DOCUMENT.videoOperations().get(0);
    }

    static JsonObject validBody(ApiOperation operation) {
        return DOCUMENT.requestExample(operation).orElseThrow();
    }

    /** A call that is right in every respect. */
    static HttpResponse<byte[]> call(Sandbox sandbox, ApiOperation operation) {
        return call(sandbox, operation, validBody(operation));
    }

    static HttpResponse<byte[]> call(Sandbox sandbox, ApiOperation operation, JsonObject body) {
        return call(sandbox, operation, body.toString());
    }

    static HttpResponse<byte[]> call(Sandbox sandbox, ApiOperation operation, String body) {
        return send(request(sandbox, operation.path())
                .header(DOCUMENT.securityHeader(), sandbox.apiKey())
                .header("Content-Type", ApiDocument.JSON)
                .method(operation.method(), BodyPublishers.ofString(body)));
    }

    /** A GET request with the API key. */
    static HttpResponse<byte[]> get(Sandbox sandbox, String path) {
        return send(request(sandbox, path).header(DOCUMENT.securityHeader(), sandbox.apiKey()));
    }

    static ApiOperation operation(String operationId) {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.operationId().equals(operationId))
                .findFirst()
                .orElseThrow();
    }

    /** Submits a job and returns its id. */
    static String submit(Sandbox sandbox, String operationId) {
        HttpResponse<byte[]> response = call(sandbox, operation(operationId));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode() + " " + text(response));
        }
        return json(response).get("request_id").getAsString();
    }

    /** Submits a job of any operation and returns its id. */
    static String submit(Sandbox sandbox) {
        return submit(sandbox, "submitTextToVideo");
    }

    static HttpRequest.Builder request(Sandbox sandbox, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String error(HttpResponse<byte[]> response) {
        return json(response).get("error").getAsString();
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        return JsonParser.parseString(text(response)).getAsJsonObject();
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
