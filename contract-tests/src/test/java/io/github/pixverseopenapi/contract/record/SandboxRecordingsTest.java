package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed recordings of the sandbox equal its current responses. */
class SandboxRecordingsTest {

    private static final String HOW_TO_ACCEPT = """
            If the sandbox was meant to change, record it anew and look at the difference, from the project's top folder:
              java -jar contract-tests/target/pixverse-contract.jar record --sandbox""";

    @TempDir
    private Path root;

    @Test
    void sandbox_recordedAtTheDateOfTheCommittedRecordings_returnsTheSame() {
        List<Recording> committed = new RecordingFolder(CommittedRecordings.FOLDER)
                .all().stream()
                        .filter(recording -> recording.origin().kind() == Provenance.SYNTHESISED)
                        .toList();
        assertThat(committed).isNotEmpty();
        committed.stream()
                .map(recording -> recording.origin().date())
                .distinct()
                .forEach(this::recordAll);

        assertThat(committed)
                .as(HOW_TO_ACCEPT)
                .allSatisfy(recording -> assertThat(
                                recordedAt(recording.origin().date())
                                        .read(recording.operationId(), recording.scenario()))
                        .hasValueSatisfying(now -> assertThat(comparable(now)).isEqualTo(comparable(recording))));
    }

    private void recordAll(Instant date) {
        new RecordSession(ApiDocument.load(), Optional::empty, Clock.fixed(date, ZoneOffset.UTC), line -> {})
                .run(new RecordOptionsBuilder(folder(date)).sandbox().build());
    }

    private RecordingFolder recordedAt(Instant date) {
        return new RecordingFolder(folder(date).resolve("recordings"));
    }

    private Path folder(Instant date) {
        return root.resolve(String.valueOf(date.getEpochSecond()));
    }

    /** Without what each call gets anew: the request's id, the seed unless the request sets it, and the hash of these. */
    private static JsonObject comparable(Recording recording) {
        JsonObject json = JsonParser.parseString(RecordingJson.write(recording)).getAsJsonObject();
        json.getAsJsonObject("outcome").remove("requestId");
        json.getAsJsonObject("response").getAsJsonObject("headers").remove("x-request-id");
        json.getAsJsonObject("origin").remove("sha256");
        if (!recording.request().body().text().contains("\"seed\"")) {
            json.getAsJsonObject("outcome").remove("seed");
            json.getAsJsonObject("response").getAsJsonObject("headers").remove("x-seed-value");
        }
        return json;
    }
}
