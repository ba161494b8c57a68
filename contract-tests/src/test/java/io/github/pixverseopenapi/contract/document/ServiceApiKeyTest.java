package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pit-document")
class ServiceApiKeyTest {
    private static final String KEY = "SG_0123456789abcdef";

    @Test
    void key_ofEachSource_isReadWithoutSurroundingWhiteSpace(@TempDir Path folder) {
        Path file = folder.resolve("key");
        TextFiles.write(file, KEY + "\n");

        assertThat(ServiceApiKey.fromFile(file).value()).isEqualTo(KEY);
        assertThat(ServiceApiKey.fromVariable("OTHER", Map.of("OTHER", " " + KEY))
                        .value())
                .isEqualTo(KEY);
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of("SEGMIND_API_KEY", KEY)))
                .hasValueSatisfying(
                        key -> assertThat(key).extracting(ServiceApiKey::value).isEqualTo(KEY));
    }

    @Test
    void fromDefaultVariable_unsetOrBlank_isEmpty() {
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of())).isEmpty();
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of("SEGMIND_API_KEY", " ")))
                .isEmpty();
    }

    @Test
    void key_missing_namesItsSource(@TempDir Path folder) {
        assertThatThrownBy(() -> ServiceApiKey.fromVariable("OTHER", Map.of()))
                .hasMessage("the variable OTHER must be an API key, but was missing");
        assertThatThrownBy(() -> ServiceApiKey.fromFile(folder))
                .hasMessage("the file " + folder
                        + " must be a readable text file that contains only the key, but was unreadable");
    }

    @Test
    void key_invalid_isNotShown() {
        assertThatThrownBy(() -> ServiceApiKey.fromVariable("OTHER", Map.of("OTHER", "SG_secret secret")))
                .hasMessageStartingWith("the variable OTHER must be ")
                .hasMessageEndingWith(" visible ASCII characters without blanks, but was not (value redacted)");
        assertThat(ServiceApiKey.fromVariable("OTHER", Map.of("OTHER", KEY))).hasToString("<key>");
    }
}
