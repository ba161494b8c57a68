package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-record")
class RecordingJsonTest {

    private static final Path COMMITTED =
            new RecordingFolder(CommittedRecordings.FOLDER).file("textToVideo", Scenario.WRONG_KEY);

    @TempDir
    private Path root;

    @Test
    void write_ofWhatWasRead_writesTheSameText() throws IOException {
        String text = Files.readString(COMMITTED);

        assertThat(RecordingJson.write(RecordingJson.read(text))).isEqualTo(text);
    }

    @Test
    void response_namesTheHeadersThatAreNotRecorded() throws IOException {
        assertThat(JsonParser.parseString(Files.readString(COMMITTED))
                        .getAsJsonObject()
                        .getAsJsonObject("response")
                        .getAsJsonArray("excludedHeaders")
                        .asList())
                .extracting(JsonElement::getAsString)
                .contains("x-sandbox-provenance");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The API key is not valid | The API key is valid | 'length and sha256 of a body must match its text'",
                "\"x-request-id\": | \"x-other\": | 'were edited. Revert the edit, or set origin.kind to derived'",
                "\"kind\": \"synthesised\" | \"kind\": \"invented\" | 'origin.kind must be valid, but was invented'",
                "\"kind\": \"synthesised\" | \"kind\": \"derived\" | 'origin.rule must be present if and only if'",
                "\"kind\": \"synthesised\" | \"kind\": \"recorded\", \"rule\": \"a\" | 'origin.rule must be present if and only if'",
                "\"date\": \"2026- | \"date\": \"soon- | 'origin.date must be valid, but was soon-'",
                "\"scenario\": \"wrong-key\" | \"scenario\": \"sunday\" | 'scenario must be valid, but was sunday'",
                "\"path\": | \"pfad\": | 'request.path'",
                "\"method\": | \"method\": \"GET\", \"method\": | 'twice'"
            })
    void read_ofAnEditedRecording_statesWhatIsWrong(String from, String to, String message) throws IOException {
        String text = Files.readString(COMMITTED);
        String edited = text.replace(from, to);
        assertThat(edited).isNotEqualTo(text);

        assertThatThrownBy(() -> RecordingJson.read(edited))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void folder_withARecordingUnderTheNameOfAnother_namesBoth() throws IOException {
        Path file = root.resolve("textToVideo").resolve("video.json");
        Files.createDirectories(file.getParent());
        Files.copy(COMMITTED, file);

        assertThatThrownBy(() -> new RecordingFolder(root).all())
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("video.json contains the recording textToVideo wrong-key");
    }

    @Test
    void folder_withAnotherFile_namesIt() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "no recording");

        assertThatThrownBy(() -> new RecordingFolder(root).all())
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("notes.txt");
    }
}
