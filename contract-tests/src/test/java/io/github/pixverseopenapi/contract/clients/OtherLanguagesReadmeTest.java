package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.README;
import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.TEMPLATES_README;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the documentation of the other languages with the files. {@code mvn -Pclients} runs the clients. */
class OtherLanguagesReadmeTest {
    /** Swift compiles statements without a function only in a file of the name main. */
    private static final Pattern EXAMPLE = Pattern.compile("(?i)(.*/)?example(/main)?\\.[a-z]+");

    static List<Language> languages() throws IOException {
        return Language.all();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void language_withSettings_isInTheTableOfLanguages(Language language) {
        List<String> row = TEMPLATES_README.rows("### Languages").stream()
                .filter(cells -> cells.get(0).equals(language.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("generator-templates/README.md does not list " + language));

        assertThat(row.get(3)).as("run").isEqualTo("yes");
        assertThat(language.commands()).exists();
        assertThat(row.get(4)).as("differences").isEqualTo(differences(language));
    }

    private static String differences(Language language) {
        return KnownDifferences.of(language.name()).cases().isEmpty() ? "none" : "listed";
    }

    @ParameterizedTest
    @MethodSource("languages")
    void templates_inTheTable_areThoseThatExist(Language language) throws IOException {
        try (Stream<Path> files = Files.list(language.templates())) {
            List<String> templates = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mustache"))
                    .map(name -> name.replace(".mustache", ""))
                    .toList();
            assertThat(TEMPLATES_README.rows("### Their templates").stream()
                            .filter(cells -> cells.get(0).equals(language.name()))
                            .map(cells -> cells.get(1)))
                    .containsExactlyInAnyOrderElementsOf(templates);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void language_withSettings_isLinkedFromTheReadmeOfTheProject(Language language) {
        assertThat(README.text()).contains("(generator-templates/" + language + "/README.md)");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void settings_ofALanguage_nameTheVersionOfTheDocument(Language language) throws IOException {
        String version =
                ApiDocument.load().json().getAsJsonObject("info").get("version").getAsString();

        assertThat(Files.readString(language.templates().resolve("config.yaml")))
                .containsPattern("[/ ]" + version + "\\R");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void example_inTheReadmeOfTheLanguage_isTheOneThatRuns(Language language) throws IOException {
        assertThat(Files.readString(language.templates().resolve("README.md")))
                .contains("```" + language + "\n" + example(language) + "```\n");
    }

    private static String example(Language language) throws IOException {
        try (Stream<Path> files = Files.walk(language.program())) {
            List<Path> examples = files.filter(Files::isRegularFile)
                    .filter(file -> EXAMPLE.matcher(
                                    language.program().relativize(file).toString())
                            .matches())
                    .toList();
            assertThat(examples).hasSize(1);
            return Files.readString(examples.get(0));
        }
    }
}
