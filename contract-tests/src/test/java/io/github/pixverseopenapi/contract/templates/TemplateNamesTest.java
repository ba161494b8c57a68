package io.github.pixverseopenapi.contract.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.samskivert.mustache.Mustache;
import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.TemplateDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mustache renders a misspelt name as nothing, without a word. */
class TemplateNamesTest {
    @Test
    void names_usedByTheTemplates_areAllKnown(@TempDir Path folder) {
        NameLog log = new NameLog();

        new Generator(
                        TemplateDirectory.CUSTOM,
                        Generator.DOCUMENT,
                        Mustache.compiler().withCollector(log))
                .into(folder.resolve("output"));

        assertThat(log.neverFound()).isEmpty();
    }
}
