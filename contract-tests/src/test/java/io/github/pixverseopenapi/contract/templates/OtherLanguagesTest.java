package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.TemplateDirectory.sentinel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.Generated;
import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.fixtures.TemplateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If a custom template has a name that the generator does not look for, the generator silently uses its default. */
@Tag("clients")
class OtherLanguagesTest {
    static List<Language> languages() throws IOException {
        return Language.all();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void templates_ofALanguage_areAllUsed(Language language, @TempDir Path folder) {
        TemplateDirectory actual = new TemplateDirectory(language.templates());
        Generated generated = new Generator(actual.copyWithSentinels(folder.resolve("templates")), Generator.DOCUMENT)
                .into(folder.resolve("output"));

        assertThat(actual.names())
                .allSatisfy(
                        name -> assertThat(generated.files().values()).anyMatch(text -> text.contains(sentinel(name))));
    }
}
