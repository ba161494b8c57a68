package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.TemplateDirectory.CUSTOM;
import static io.github.pixverseopenapi.contract.fixtures.TemplateDirectory.sentinel;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.Generated;
import io.github.pixverseopenapi.contract.fixtures.Generator;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generator silently replaces a missing template with its default: this test proves that each template is used. */
class TemplateUseTest {
    /** What an unknown or empty variable leaves behind. */
    private static final Pattern LEFTOVER =
            Pattern.compile("\\{\\{|\\{@(code|link)\\s*}|[(=] ?\"null\"|@code null|the template has no rule"
                    + "|(?m)^ *\\* *(null\\b|[.;,]).*$|^ *\\* @(param|return|throws)\\s*$|^import .*\\.;$"
                    + "|^ *@\\w+\\(\"([\\w-]+: *)?\"\\)$");

    @TempDir
    static Path folder;

    private static Generated generated;

    @BeforeAll
    static void generate() {
        generated = new Generator(CUSTOM.copyWithSentinels(folder.resolve("templates")), Generator.DOCUMENT)
                .into(folder.resolve("output"));
    }

    static Stream<String> templates() {
        return CUSTOM.names().stream();
    }

    static Stream<String> partials() {
        return CUSTOM.partials().stream();
    }

    /** No file comes from the generator's default templates. */
    @Test
    void files_emitted_areTheRuntimeOrNameTheirTemplate() {
        assertThat(fromTemplates())
                .isNotEmpty()
                .allMatch(
                        name -> name.matches("src/main/java/io/github/pixverseopenapi/client/(model/)?[\\w-]+\\.java"))
                .allMatch(name -> CUSTOM.topLevel().contains(generated.templateOf(name)));
    }

    @Test
    void runtime_emitted_isCopiedAsItIs() {
        assertThat(generated.files()).containsAllEntriesOf(CUSTOM.runtime().files());
    }

    @Test
    void runtime_notGenerated_neverClaimsToBeGenerated() {
        assertThat(CUSTOM.runtime().files().values()).noneMatch(text -> text.contains("Generated from"));
    }

    @Test
    void templates_withOutputFiles_areAllNamedByFiles() {
        assertThat(fromTemplates().stream().map(generated::templateOf).collect(toSet()))
                .isEqualTo(CUSTOM.topLevel());
    }

    @Test
    void files_emittedByTemplates_holdTheSentinelOfTheTemplateTheyName() {
        assertThat(fromTemplates())
                .allMatch(name -> generated.files().get(name).contains(sentinel(generated.templateOf(name))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void sentinel_inATemplate_isInTheOutput(String template) {
        assertThat(filesHolding(sentinel(template))).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partials")
    void partial_inTheOutput_isInFilesOfOneTemplate(String partial) {
        assertThat(filesHolding(sentinel(partial)).stream()
                        .map(generated::templateOf)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void files_emitted_holdNoLeftovers() {
        fromTemplates()
                .forEach(name -> assertThat(LEFTOVER.matcher(generated.files().get(name))
                                .results()
                                .map(MatchResult::group))
                        .as(name)
                        .isEmpty());
    }

    private static Set<String> fromTemplates() {
        Set<String> names = new TreeSet<>(generated.files().keySet());
        names.removeAll(CUSTOM.runtime().files().keySet());
        return names;
    }

    private static Set<String> filesHolding(String sentinel) {
        return generated.files().keySet().stream()
                .filter(name -> generated.files().get(name).contains(sentinel))
                .collect(toSet());
    }
}
