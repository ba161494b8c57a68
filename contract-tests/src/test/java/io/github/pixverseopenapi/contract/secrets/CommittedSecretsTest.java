package io.github.pixverseopenapi.contract.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No file with recorded traffic contains a key. */
class CommittedSecretsTest {

    private static final List<Path> FOLDERS =
            List.of(Path.of("pacts"), Path.of("recordings"), Path.of("previous-contract"));

    static List<Path> committedFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                // The document is no record of anything, and nothing else may be there.
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("README.md"))
                        .filter(file -> !file.endsWith("pixverse.yaml"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Concatenated, so that no file of this project contains text like a key. */
    static Stream<String> keys() {
        return Stream.of(
                "SG_" + "0a1b2c3d".repeat(2),
                "key=sg_" + "0A1B2C3D",
                "0123456789abcdef".repeat(2),
                "Bearer " + "aB3_".repeat(8),
                "aB3+".repeat(10) + "==");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("committedFiles")
    void file_thatIsCommitted_holdsNothingLikeAKey(Path file) throws IOException {
        assertThat(file.toString()).matches(".*[.]jsonl?");
        assertThat(SecretScan.of(file)).as("places in %s", file).isEmpty();
    }

    // Test reports must not contain text like a key either, so no name shows it.
    @ParameterizedTest(name = "key {index}")
    @MethodSource("keys")
    void key_asAValue_isFound(String key) {
        assertThat(SecretScan.ofJson("{\"headers\": {\"x-api-key\": [\"" + key + "\"]}}"))
                .isEqualTo(List.of("$.headers.x-api-key[0]"));
    }

    @ParameterizedTest(name = "key {index}")
    @MethodSource("keys")
    void key_asAName_isFound(String key) {
        assertThat(SecretScan.ofJson("{\"" + key + "\": 1}")).isEqualTo(List.of("$ (a name)"));
    }

    @ParameterizedTest(name = "key {index}")
    @MethodSource("keys")
    void key_withinABase64Body_isFound(String key) {
        String body = Base64.getEncoder().encodeToString(("...." + key).getBytes(StandardCharsets.UTF_8));

        assertThat(SecretScan.ofJson("{\"content\": \"" + body + "\", \"encoded\": \"base64\"}"))
                .isEqualTo(List.of("$.content"));
        assertThat(SecretScan.ofJson("{\"standIn\": {\"base64\": \"" + body + "\"}}"))
                .isEqualTo(List.of("$.standIn.base64"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.json", "a.jsonl"})
    void key_inAFile_isFound(String name, @TempDir Path folder) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file, "{\"a\": 1" + (name.equals("a.jsonl") ? "}\n{" : ", ") + "\"b\": \"" + "SG_" + "0a1b2c3d\"}");

        assertThat(SecretScan.of(file)).hasSize(1);
    }

    @Test
    void names_inPlainWords_areNoKeys() {
        assertThat(SecretScan.ofJson("""
                {"path": "/v1/pixverse-text2video", "state": "the key belongs to an account with enough credits",
                 "id": "123e4567-e89b-12d3-a456-426614174000", "key": ["sandbox-key", "wrong-key"]}
                """)).isEmpty();
    }

    @Test
    void hashesAndRequestIds_unlessTheyLookLikeAKey_areNoKeys() {
        String digits = "0123456789abcdef".repeat(2);

        assertThat(SecretScan.ofJson(
                        "{\"sha256\": \"" + digits + digits + "\", \"x-request-id\": [\"" + digits + "\"]}"))
                .isEmpty();
        assertThat(SecretScan.ofJson("{\"sha256\": \"" + digits + "\", \"requestId\": \"SG_" + digits + "\"}"))
                .isEqualTo(List.of("$.sha256", "$.requestId"));
    }
}
