package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PactSecretsTest {

    private static final Path PACTS = PactFile.COMMITTED.getParent();

    static Stream<Path> committedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(PACTS)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    /** Put together here, so that no text of this project looks like a key. */
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
    void file_amongTheCommittedPacts_holdsNothingLikeAKey(Path file) throws IOException {
        assertThat(file).hasExtension("json");
        assertThat(SecretScan.ofJson(Files.readString(file))).as("places in %s", file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_asAValue_isFound(String key) {
        assertThat(SecretScan.ofJson("{\"headers\": {\"x-api-key\": [\"" + key + "\"]}}"))
                .isEqualTo(List.of("$.headers.x-api-key[0]"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_asAName_isFound(String key) {
        assertThat(SecretScan.ofJson("{\"" + key + "\": 1}")).isEqualTo(List.of("$ (a name)"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_withinABase64Body_isFound(String key) {
        String body = Base64.getEncoder().encodeToString(("...." + key).getBytes(StandardCharsets.UTF_8));

        assertThat(SecretScan.ofJson("{\"content\": \"" + body + "\", \"encoded\": \"base64\"}"))
                .isEqualTo(List.of("$.content"));
    }

    @Test
    void names_inPlainWords_areNoKeys() {
        assertThat(SecretScan.ofJson("""
                {"path": "/v1/pixverse-text2video", "state": "the key belongs to an account with enough credits",
                 "id": "123e4567-e89b-12d3-a456-426614174000", "key": ["sandbox-key", "wrong-key"]}
                """)).isEmpty();
    }
}
