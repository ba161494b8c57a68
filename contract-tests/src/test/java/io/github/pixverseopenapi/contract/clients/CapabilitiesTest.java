package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.README;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The file of capabilities, the cases and README name the same. {@code mvn -Pclients} plays the cases. */
@Tag("committed-files")
class CapabilitiesTest {
    private static final String HEADING = "## Other languages";

    @Test
    void capabilities_ofTheFile_areThoseOfTheCases() throws IOException {
        assertThat(Capabilities.read().names())
                .containsExactlyElementsOf(CaseFile.read().stream()
                        .flatMap(call -> call.capability().stream())
                        .distinct()
                        .toList());
    }

    @Test
    void languages_ofTheFile_areThoseWithTemplates() throws IOException {
        assertThat(Capabilities.read().languages())
                .containsExactlyElementsOf(
                        Language.all().stream().map(Language::name).toList());
    }

    @Test
    void table_inTheReadme_isThatOfTheFile() throws IOException {
        Capabilities capabilities = Capabilities.read();
        List<List<String>> rows = new ArrayList<>();
        for (Language language : Language.all()) {
            List<String> row = new ArrayList<>(List.of(language.name()));
            capabilities.names().forEach(name -> row.add(capabilities.has(language, name) ? "yes" : "–"));
            rows.add(row);
        }
        if (CommittedFile.isUpdate()) {
            README.replaceRows(
                    HEADING,
                    List.of(),
                    rows.stream().map(CapabilitiesTest::linked).toList(),
                    HEADING);
        }

        assertThat(README.rows(HEADING))
                .isEqualTo(rows.stream().map(CapabilitiesTest::linked).toList());
    }

    private static List<String> linked(List<String> row) {
        List<String> linked = new ArrayList<>(row);
        linked.set(0, "[%1$s](generator-templates/%1$s/README.md)".formatted(row.get(0)));
        return linked;
    }
}
