package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.templates.TemplateDirectory.OURS;
import static org.assertj.core.api.Assertions.assertThat;

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
        generated = new Generator(OURS, Generator.DOCUMENT).into(folder.resolve("once"));
    }

    @Test
    void generate_twice_givesTheSameFiles() {
        Generated again = new Generator(OURS, Generator.DOCUMENT).into(folder.resolve("again"));

        assertThat(again.differencesTo(generated)).isEmpty();
    }

    @Test
    void generate_outsideOfMaven_givesTheSourcesOfTheBuild() {
        Path build = Path.of("..").resolve(OUTPUT);
        assertThat(build).as("the output of the build: run `mvn verify`").exists();

        assertThat(Generated.in(build).plus(OURS.runtime()).differencesTo(generated))
                .as("files of the build that differ; if they are old, run `mvn verify`")
                .isEmpty();
    }

    /** In a copy of the repository, because this run writes where the file says: into the output of the build. */
    @Test
    void generate_withTheConfigFileAlone_givesTheSameFiles() throws Exception {
        Path root = folder.resolve("root");
        TextFiles.write(root.resolve("openapi/pixverse.yaml"), TextFiles.read(Generator.DOCUMENT));
        OURS.copyTo(root.resolve("generator-templates/java"));

        CommandLine.runIn(root, "generator-templates/java/config.yaml", "generator-templates/java");

        assertThat(Generated.in(root.resolve(OUTPUT)).differencesTo(generated)).isEmpty();
    }
}
