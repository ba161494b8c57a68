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
            List<String> row =
                    new ArrayList<>(List.of("[%1$s](generator-templates/%1$s/README.md)".formatted(language)));
            capabilities.names().forEach(name -> row.add(capabilities.has(language, name) ? "yes" : "–"));
            rows.add(row);
        }
        if (CommittedFile.isUpdate()) {
            README.replaceRows(HEADING, List.of(), rows, HEADING);
        }

        assertThat(README.rows(HEADING)).isEqualTo(rows);
    }
}
