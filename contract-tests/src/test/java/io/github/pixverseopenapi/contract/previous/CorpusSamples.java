package io.github.pixverseopenapi.contract.previous;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.diff.ResponseSamples;
import io.github.pixverseopenapi.contract.diff.Sample;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.record.Recording;
import io.github.pixverseopenapi.contract.record.RecordingFolder;
import io.github.pixverseopenapi.contract.samples.RequestSamples;
import java.io.IOException;
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

    private CorpusSamples() {}

    static List<Sample> of(ApiDocument document, ApiOperation operation) throws IOException {
        Set<Sample> samples = new LinkedHashSet<>();
        RequestSamples.of(document, operation).forEach(body -> samples.add(Sample.request(body)));
        pactRequests(operation).forEach(body -> samples.add(Sample.request(body)));
        for (Recording recording : new RecordingFolder(RECORDINGS).all()) {
            if (recording.operationId().equals(operation.operationId())) {
                samples.add(Sample.request(recording.request().body().text()));
                samples.addAll(responses(recording.response()));
            }
        }
        return List.copyOf(samples);
    }

    private static List<Sample> responses(Recording.Received response) {
        // It differs for each call and is irrelevant to the contract.
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.computeIfPresent("x-request-id", (name, values) -> List.of("request-0001"));
        return ResponseSamples.around(
                response.status(), headers, response.body().replayBytes());
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
