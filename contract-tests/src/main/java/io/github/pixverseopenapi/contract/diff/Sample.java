package io.github.pixverseopenapi.contract.diff;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ParameterValidator;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.document.ResponseValidator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request or a response that documents are compared with.
 *
 * @param query the query of a request without a body; null for others
 * @param status the status of a response; null for a request
 * @param headers the headers of a response; null for a request, of which only body or query is kept
 * @param text the body as text; null when it is none
 * @param base64 the body if it is not text
 */
public record Sample(String query, Integer status, Map<String, List<String>> headers, String text, String base64) {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** A request with a body. */
    public static Sample request(String body) {
        return new Sample(null, null, null, body, null);
    }

    /** A request with a query and without a body. */
    static Sample query(String query) {
        return new Sample(query, null, null, null, null);
    }

    /** A response. */
    public static Sample response(int status, Map<String, List<String>> headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body) && !text.contains("\0");
        return new Sample(
                null,
                status,
                new TreeMap<>(headers),
                isText ? text : null,
                isText ? null : Base64.getEncoder().encodeToString(body));
    }

    /** Reads what {@link #line} wrote. */
    public static Sample read(String line) {
        return GSON.fromJson(line, Sample.class);
    }

    /** Whether it is a request. */
    public boolean isRequest() {
        return status == null;
    }

    /** The problems according to a document; empty if it is valid. */
    public List<Problem> validate(ApiDocument document, ApiOperation operation) {
        if (query != null) {
            return ParameterValidator.of(document).validate(operation, operation.path(), query);
        }
        if (!isRequest()) {
            return ResponseValidator.of(document).validate(operation, new ReceivedResponse(status, headers, body()));
        }
        return operation.requestSchema().isPresent()
                ? RequestValidator.of(document).validate(operation, text)
                : List.of(new Problem("", operation.method() + " " + operation.path() + " has no body"));
    }

    private byte[] body() {
        return text == null ? Base64.getDecoder().decode(base64) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** One line of JSON, which is also its identity. */
    public String line() {
        return GSON.toJson(this);
    }
}
