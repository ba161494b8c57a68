package io.github.pixverseopenapi.contract.committed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generators of other languages must have a mapping for each schema of excluded combinations, because they have no
 * class for it. Those of Java need none.
 */
@Tag("committed-files")
class SchemaMappingsTest {

    private static final String SHARED = "ExcludedCombinations";
    private static final Pattern MAPPINGS = Pattern.compile("(?m)(^  \\w*" + SHARED + ": .+\\R)+");
    private static final Pattern TYPE = Pattern.compile("(?m)^  " + SHARED + ": (.+)$");

    static List<Path> configs() throws IOException {
        try (Stream<Path> languages = Files.list(Path.of("..", "generator-templates"))) {
            return languages
                    .map(language -> language.resolve("config.yaml"))
                    .filter(config ->
                            Files.exists(config) && !config.getParent().endsWith("java"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> excludedCombinations(ApiDocument document) {
        return document.json().getAsJsonObject("components").getAsJsonObject("schemas").keySet().stream()
                .filter(name -> name.endsWith(SHARED))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void mappings_ofALanguage_nameEachSchemaOfExcludedCombinations(Path config) throws IOException {
        String text = Files.readString(config);
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).as("%s: a mapping of %s", config, SHARED).isTrue();
        StringBuilder mappings = new StringBuilder();
        excludedCombinations(ApiDocument.load())
                .forEach(name -> mappings.append("  %s: %s\n".formatted(name, type.group(1))));

        CommittedFile.requireContent(
                config, MAPPINGS.matcher(text).replaceFirst(Matcher.quoteReplacement(mappings.toString())));
    }
}
