package io.github.pixverseopenapi.contract.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What the module {@code generated} gives to users. */
final class ClientArtifact {
    private static final Path TARGET = Path.of("..", "generated", "target");

    private ClientArtifact() {}

    /** @param kind empty for the classes, or such as {@code -sources} */
    static Jar jar(String kind) throws Exception {
        return new Jar(file("pixverse-client-" + pom().version() + kind + ".jar"));
    }

    static PublishedPom pom() throws Exception {
        return PublishedPom.read(file(".flattened-pom.xml"));
    }

    private static Path file(String name) {
        Path file = TARGET.resolve(name);
        assertThat(file)
                .as("Only `mvn verify` builds this file, not `mvn test`")
                .exists();
        return file;
    }
}
