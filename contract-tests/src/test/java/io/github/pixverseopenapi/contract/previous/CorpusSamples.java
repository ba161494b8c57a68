package io.github.pixverseopenapi.contract.previous;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.record.Recording;
import io.github.pixverseopenapi.contract.record.RecordingFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The samples of an operation: requests from the schema, the requests of pacts and recordings, and the responses of the
 * recordings, each unchanged and with one change.
 */
final class CorpusSamples {

    private static final Path PACTS = Path.of("pacts");
    private static final Path RECORDINGS = Path.of("recordings");
    private static final String CONTENT_TYPE = "content-type";
    private static final List<Integer> STATUSES = List.of(201, 204, 302, 405, 418, 503);
    private static final List<String> MEDIA_TYPES = List.of("application/json", "text/html", "text/plain", "video/mp4");
    private static final List<String> BODIES =
            List.of("", "{}", "[]", "{\"error\":1}", "{\"error\":\"a\",\"detail\":\"b\"}", "no JSON");

    private CorpusSamples() {}

    static List<CorpusSample> of(ApiDocument document, ApiOperation operation) throws IOException {
        Set<CorpusSample> samples = new LinkedHashSet<>();
        CorpusRequests.of(document, operation).forEach(body -> samples.add(CorpusSample.request(body)));
        pactRequests(operation).forEach(body -> samples.add(CorpusSample.request(body)));
        for (Recording recording : new RecordingFolder(RECORDINGS).all()) {
            if (recording.operationId().equals(operation.operationId())) {
                samples.add(CorpusSample.request(recording.request().body().text()));
                addResponses(recording.response(), samples);
            }
        }
        return List.copyOf(samples);
    }

    private static void addResponses(Recording.Received response, Set<CorpusSample> samples) {
        byte[] body = response.body().replayBytes();
        // It differs for each call and is irrelevant to the contract.
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.computeIfPresent("x-request-id", (name, values) -> List.of("request-0001"));
        samples.add(CorpusSample.response(response.status(), headers, body));
        if (response.status() == 200 || response.status() == 500) {
            STATUSES.forEach(status -> samples.add(CorpusSample.response(status, headers, body)));
        }
        for (String mediaType : MEDIA_TYPES) {
            samples.add(CorpusSample.response(response.status(), with(headers, CONTENT_TYPE, mediaType), body));
        }
        for (String other : BODIES) {
            samples.add(CorpusSample.response(response.status(), headers, other.getBytes(StandardCharsets.UTF_8)));
        }
        samples.add(CorpusSample.response(response.status(), without(headers, CONTENT_TYPE), new byte[0]));
        for (String name : headers.keySet()) {
            samples.add(CorpusSample.response(response.status(), without(headers, name), body));
            samples.add(CorpusSample.response(response.status(), with(headers, name, "0.5"), body));
            samples.add(CorpusSample.response(response.status(), with(headers, name, "a"), body));
        }
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

    private static List<String> pactRequests(ApiOperation operation) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(PACTS)) {
            for (Path file : files.sorted().toList()) {
                JsonObject pact = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                for (JsonElement interaction : pact.getAsJsonArray("interactions")) {
                    JsonObject request = interaction.getAsJsonObject().getAsJsonObject("request");
                    if (request.get("path").getAsString().equals(operation.path()) && request.has("body")) {
                        bodies.add(
                                request.getAsJsonObject("body").get("content").toString());
                    }
                }
            }
        }
        return bodies;
    }
}
