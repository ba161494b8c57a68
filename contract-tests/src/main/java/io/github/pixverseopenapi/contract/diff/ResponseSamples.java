package io.github.pixverseopenapi.contract.diff;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Responses of an operation, each unchanged and with one change. */
public final class ResponseSamples {

    private static final String CONTENT_TYPE = "content-type";
    private static final List<Integer> STATUSES = List.of(201, 204, 302, 405, 418, 503);
    private static final List<String> MEDIA_TYPES =
            List.of(ApiDocument.JSON, "text/html", "text/plain", Mp4Boxes.MEDIA_TYPE);
    private static final List<String> BODIES =
            List.of("", "{}", "[]", "{\"error\":1}", "{\"error\":\"a\",\"detail\":\"b\"}", "no JSON");

    /** The smallest MP4 that the document's rules accept. */
    private static final byte[] MP4 = "\0\0\0\10ftyp\0\0\0\10moov\0\0\0\10mdat".getBytes(StandardCharsets.ISO_8859_1);

    private ResponseSamples() {}

    /** Those of the examples of a document. */
    static Set<Sample> of(ApiDocument document, ApiOperation operation) {
        Set<Sample> samples = new LinkedHashSet<>();
        document.responses(operation).forEach((status, response) -> {
            if (status.matches("[1-5][0-9]{2}")) {
                contents(response).forEach((mediaType, bodies) -> {
                    Map<String, List<String>> headers = headers(response);
                    headers.put(CONTENT_TYPE, List.of(mediaType));
                    bodies.forEach(body -> samples.addAll(around(Integer.parseInt(status), headers, body)));
                });
            }
        });
        return samples;
    }

    /** The bodies of the examples by media type. */
    private static Map<String, List<byte[]>> contents(JsonObject response) {
        Map<String, List<byte[]>> contents = new TreeMap<>();
        if (response.has("content")) {
            response.getAsJsonObject("content")
                    .asMap()
                    .forEach((mediaType, media) -> contents.put(mediaType, bodies(mediaType, media.getAsJsonObject())));
        }
        return contents;
    }

    private static List<byte[]> bodies(String mediaType, JsonObject media) {
        if (mediaType.equals(Mp4Boxes.MEDIA_TYPE)) {
            return List.of(MP4);
        }
        List<byte[]> bodies = new ArrayList<>();
        if (media.has("example")) {
            bodies.add(bytes(media.get("example")));
        }
        if (media.has("examples")) {
            media.getAsJsonObject("examples").asMap().values().stream()
                    .map(example -> example.getAsJsonObject().get("value"))
                    .filter(value -> value != null)
                    .forEach(value -> bodies.add(bytes(value)));
        }
        return bodies.isEmpty() ? List.of("{}".getBytes(StandardCharsets.UTF_8)) : bodies;
    }

    private static byte[] bytes(JsonElement example) {
        boolean isText =
                example.isJsonPrimitive() && example.getAsJsonPrimitive().isString();
        return (isText ? example.getAsString() : example.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(JsonObject response) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (response.has("headers")) {
            response.getAsJsonObject("headers").keySet().forEach(name -> headers.put(name, List.of("1")));
        }
        return headers;
    }

    /** A response unchanged, with other statuses, media types, bodies and headers. */
    public static List<Sample> around(int status, Map<String, List<String>> headers, byte[] body) {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.response(status, headers, body));
        if (status == 200 || status == 500) {
            STATUSES.forEach(other -> samples.add(Sample.response(other, headers, body)));
        }
        for (String mediaType : MEDIA_TYPES) {
            samples.add(Sample.response(status, with(headers, CONTENT_TYPE, mediaType), body));
        }
        for (String other : BODIES) {
            samples.add(Sample.response(status, headers, other.getBytes(StandardCharsets.UTF_8)));
        }
        samples.add(Sample.response(status, without(headers, CONTENT_TYPE), new byte[0]));
        for (String name : headers.keySet()) {
            samples.add(Sample.response(status, without(headers, name), body));
            samples.add(Sample.response(status, with(headers, name, "0.5"), body));
            samples.add(Sample.response(status, with(headers, name, "a"), body));
        }
        return samples;
    }

    private static Map<String, List<String>> with(Map<String, List<String>> headers, String name, String value) {
        Map<String, List<String>> changed = new TreeMap<>(headers);
        changed.put(name, List.of(value));
        return changed;
    }

    private static Map<String, List<String>> without(Map<String, List<String>> headers, String name) {
        Map<String, List<String>> fewer = new TreeMap<>(headers);
        fewer.remove(name);
        return fewer;
    }
}
