package io.github.pixverseopenapi.contract.previous;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
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
 * A request or a response of the corpus.
 *
 * @param status the status of a response; null for a request
 * @param headers the headers of a response; null for a request, of which only the body is kept
 * @param text the body as text; null when it is none
 * @param base64 the body if it is not text
 */
record CorpusSample(Integer status, Map<String, List<String>> headers, String text, String base64) {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static CorpusSample request(String body) {
        return new CorpusSample(null, null, body, null);
    }

    static CorpusSample response(int status, Map<String, List<String>> headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body) && !text.contains("\0");
        return new CorpusSample(
                status,
                new TreeMap<>(headers),
                isText ? text : null,
                isText ? null : Base64.getEncoder().encodeToString(body));
    }

    static CorpusSample read(String line) {
        return GSON.fromJson(line, CorpusSample.class);
    }

    boolean isRequest() {
        return status == null;
    }

    /** The problems according to a document; empty if it is valid. */
    List<Problem> validate(ApiDocument document, ApiOperation operation) {
        return isRequest()
                ? RequestValidator.of(document).validate(operation, text)
                : ResponseValidator.of(document).validate(operation, new ReceivedResponse(status, headers, body()));
    }

    private byte[] body() {
        return text == null ? Base64.getDecoder().decode(base64) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** One line of JSON, which is also its identity. */
    String line() {
        return GSON.toJson(this);
    }
}
