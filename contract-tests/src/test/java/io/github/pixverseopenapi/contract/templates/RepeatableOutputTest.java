package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.TemplateDirectory.CUSTOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.Generated;
import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.GeneratorProcess;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatableOutputTest {
    private static final Path OUTPUT = Path.of("generated", "target", "generated-sources", "openapi");

    @TempDir
    static Path folder;

    private static Generated generated;

    @BeforeAll
    static void generate() {
        generated = new Generator(CUSTOM, Generator.DOCUMENT).into(folder.resolve("once"));
    }

    @Test
    void generate_twice_writesTheSameFiles() {
        Generated again = new Generator(CUSTOM, Generator.DOCUMENT).into(folder.resolve("again"));

        assertThat(again.differencesTo(generated)).isEmpty();
    }

    @Test
    void generate_outsideOfMaven_writesTheSourcesOfTheBuild() {
        Path build = Path.of("..").resolve(OUTPUT);
        assertThat(build).as("the output of the build: run `mvn verify`").exists();

        assertThat(Generated.in(build).plus(CUSTOM.runtime()).differencesTo(generated))
                .as("files of the build that differ; if they are old, run `mvn verify`")
                .isEmpty();
    }

    /** Runs in a copy of the repository, because config.yaml writes into the output of the build. */
    @Test
    void generate_withTheConfigFileAlone_writesTheSameFiles() throws Exception {
        Path root = folder.resolve("root");
        TextFiles.write(root.resolve("openapi/pixverse.yaml"), TextFiles.read(Generator.DOCUMENT));
        CUSTOM.copyTo(root.resolve("generator-templates/java"));

        GeneratorProcess.runIn(root, "generator-templates/java/config.yaml", "generator-templates/java");

        assertThat(Generated.in(root.resolve(OUTPUT)).differencesTo(generated)).isEmpty();
    }
}
