package io.github.pixverseopenapi.contract.committed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generators of other languages must have a mapping for each schema that they have no class for: excluded
 * combinations, and what only jobs use. A client that knows jobs needs none.
 */
@Tag("committed-files")
class SchemaMappingsTest {

    private static final String EXCLUDED = "ExcludedCombinations";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final Pattern MAPPINGS =
            Pattern.compile("(?m)(^  # No class: this client does not know jobs\\.\\R)((^  \\w+: .+\\R)+)");
    private static final Pattern TYPE = Pattern.compile("(?m)^  Credits: (.+)$");
    private static final Pattern INPUT = Pattern.compile("(?m)^inputSpec: (.+)$");

    static List<Path> configs() throws IOException {
        try (Stream<Path> languages = Files.list(Path.of("..", "generator-templates"))) {
            return languages
                    .map(language -> language.resolve("config.yaml"))
                    .filter(config -> Files.exists(config)
                            && MAPPINGS.matcher(TextFiles.read(config)).find())
                    .sorted()
                    .toList();
        }
    }

    /** The document that a generator reads, from the root of the repository. */
    static String input(Path config) {
        Matcher input = INPUT.matcher(TextFiles.read(config));
        assertThat(input.find()).as("%s: inputSpec", config).isTrue();
        return input.group(1);
    }

    /** The schemas that no request for a video refers to, and the excluded combinations. */
    static List<String> withoutClass(ApiDocument document) {
        JsonObject schemas = document.json().getAsJsonObject("components").getAsJsonObject("schemas");
        Set<String> used = new TreeSet<>();
        document.videoOperations().forEach(operation -> collect(schemas, operation.requiredRequestSchema(), used));
        return schemas.keySet().stream()
                .filter(name -> !used.contains(name) && !name.equals("ErrorBody"))
                .sorted()
                .toList();
    }

    private static void collect(JsonObject schemas, String name, Set<String> used) {
        if (!name.endsWith(EXCLUDED) && used.add(name)) {
            references(schemas.get(name)).forEach(target -> collect(schemas, target, used));
        }
    }

    private static Stream<String> references(JsonElement element) {
        if (element.isJsonArray()) {
            return element.getAsJsonArray().asList().stream().flatMap(SchemaMappingsTest::references);
        }
        return element.isJsonObject()
                ? element.getAsJsonObject().entrySet().stream()
                        .flatMap(entry -> entry.getKey().equals("$ref")
                                ? Stream.of(entry.getValue().getAsString().substring(SCHEMAS.length()))
                                : references(entry.getValue()))
                : Stream.of();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void mappings_ofALanguage_nameEachSchemaWithoutClass(Path config) throws IOException {
        String text = Files.readString(config);
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).as("%s: a mapping of Credits", config).isTrue();
        StringBuilder mappings = new StringBuilder("$1");
        withoutClass(ApiDocument.load(Language.ROOT.resolve(input(config))))
                .forEach(
                        name -> mappings.append(Matcher.quoteReplacement("  %s: %s\n".formatted(name, type.group(1)))));

        CommittedFile.requireContent(config, MAPPINGS.matcher(text).replaceFirst(mappings.toString()));
    }
}
