package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.TEMPLATES_README;
import static io.github.pixverseopenapi.contract.fixtures.TemplateDirectory.CUSTOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class TemplatesReadmeTest {
    @Test
    void templates_inTheReadme_areThoseThatExist() {
        assertThat(TEMPLATES_README.rows("## Templates"))
                .extracting(cells -> cells.get(0))
                .containsExactlyElementsOf(CUSTOM.names());
    }

    /** The templates that {@code config.yaml} names; models and partials are not named there. */
    @Test
    void files_inTheReadme_areThoseOfTheConfig() {
        Map<String, String> written = new TreeMap<>();
        TEMPLATES_README.rows("## Templates").forEach(cells -> written.put(cells.get(0), cells.get(1)));
        written.remove("model");
        written.keySet().removeAll(CUSTOM.partials());

        assertThat(written).isEqualTo(configuredFiles());
    }

    @Test
    void extensions_inTheReadme_areThoseThatTheTemplatesRead() {
        Map<String, String> readers = new TreeMap<>();
        CUSTOM.names()
                .forEach(name -> CUSTOM.extensionsReadBy(name)
                        .forEach(extension -> readers.merge(extension, name, (some, more) -> some + ", " + more)));

        assertThat(TEMPLATES_README.rows("## Extensions they read").stream()
                        .map(cells -> cells.get(0) + ": " + cells.get(1)))
                .containsExactlyElementsOf(readers.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .toList());
    }

    private static Map<String, String> configuredFiles() {
        Map<String, Map<String, Map<String, String>>> config =
                new Yaml().load(TextFiles.read(CUSTOM.path().resolve("config.yaml")));
        Map<String, String> files = new TreeMap<>();
        config.get("files").forEach((template, file) -> {
            if (template.endsWith(".mustache")) {
                files.put(
                        template.replace(".mustache", ""),
                        Path.of(file.get("folder"), file.get("destinationFilename"))
                                .toString()
                                .replaceFirst(".*/client/", ""));
            }
        });
        return files;
    }
}
