package io.github.pixverseopenapi.contract.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code META-INF/licenses} of the command line's jar lists the artifacts that it bundles. */
class LicencesTest {
    private static final Path FOLDER = Path.of("src", "main", "licenses");
    private static final String LIST = "THIRD-PARTY.txt";

    /** An artifact with its licence, as the list has it. */
    private record Licensed(String artifact, String licence, String file) {
        static Licensed parse(String line) {
            String[] columns = line.split(" \\| ");
            return new Licensed(columns[0], columns[1], columns[2]);
        }
    }

    private static List<Licensed> licensed() throws IOException {
        return Files.readAllLines(FOLDER.resolve(LIST)).stream()
                .filter(line -> line.contains(" | "))
                .map(Licensed::parse)
                .toList();
    }

    /** The texts that belong to the jar. */
    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void list_ofLicences_namesEachBundledArtifact() throws IOException {
        List<String> bundled = Files.readAllLines(Path.of("target", "bundled-artifacts.txt")).stream()
                .map(String::strip)
                .filter(line -> line.contains(":jar:"))
                .map(line -> line.replaceFirst(":jar:.*", ""))
                .toList();

        assertThat(bundled).contains("com.google.code.gson:gson");
        assertThat(licensed()).extracting(Licensed::artifact).containsExactlyInAnyOrderElementsOf(bundled);
    }

    @Test
    void list_ofLicences_givesTheTextOfEach() throws IOException {
        assertThat(licensed())
                .allSatisfy(artifact -> assertThat(FOLDER.resolve(artifact.file()))
                        .content()
                        .containsIgnoringCase(artifact.licence().replaceFirst("-.*", "")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_ofAnyLicence_isListedAndShaded(String file) throws IOException {
        assertThat(Files.readString(FOLDER.resolve(LIST))).contains(LIST.equals(file) ? "bundles" : file);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<resource>META-INF/licenses/" + file + "</resource>");
    }
}
