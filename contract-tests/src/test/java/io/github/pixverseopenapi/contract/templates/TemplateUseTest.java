package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.templates.TemplateDirectory.OURS;
import static io.github.pixverseopenapi.contract.templates.TemplateDirectory.sentinel;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

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

/** A template that the generator does not find is replaced by its own, without a word: here each proves its use. */
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
        generated = new Generator(OURS.copyWithSentinels(folder.resolve("templates")), Generator.DOCUMENT)
                .into(folder.resolve("output"));
    }

    static Stream<String> templates() {
        return OURS.names().stream();
    }

    static Stream<String> partials() {
        return OURS.partials().stream();
    }

    /** Nothing of the generator's own is emitted. */
    @Test
    void files_emitted_areTheRuntimeOrNameTheirTemplate() {
        assertThat(fromTemplates())
                .isNotEmpty()
                .allMatch(
                        name -> name.matches("src/main/java/io/github/pixverseopenapi/client/(model/)?[\\w-]+\\.java"))
                .allMatch(name -> OURS.topLevel().contains(generated.templateOf(name)));
    }

    @Test
    void runtime_emitted_isCopiedAsItIs() {
        assertThat(generated.files()).containsAllEntriesOf(OURS.runtime().files());
    }

    @Test
    void runtime_whichIsNotGenerated_neverSaysThatItIs() {
        assertThat(OURS.runtime().files().values()).noneMatch(text -> text.contains("Generated from"));
    }

    @Test
    void templates_onTheirOwn_areAllNamedByFiles() {
        assertThat(fromTemplates().stream().map(generated::templateOf).collect(toSet()))
                .isEqualTo(OURS.topLevel());
    }

    @Test
    void files_emittedByTemplates_holdTheSentinelOfTheTemplateTheyName() {
        assertThat(fromTemplates())
                .allMatch(name -> generated.files().get(name).contains(sentinel(generated.templateOf(name))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void sentinel_inATemplate_arrivesInTheOutput(String template) {
        assertThat(filesHolding(sentinel(template))).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partials")
    void partial_whereverItIsUsed_isInModelsOnly(String partial) {
        assertThat(filesHolding(sentinel(partial)))
                .allMatch(name -> generated.templateOf(name).equals("model"));
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
        names.removeAll(OURS.runtime().files().keySet());
        return names;
    }

    private static Set<String> filesHolding(String sentinel) {
        return generated.files().keySet().stream()
                .filter(name -> generated.files().get(name).contains(sentinel))
                .collect(toSet());
    }
}
