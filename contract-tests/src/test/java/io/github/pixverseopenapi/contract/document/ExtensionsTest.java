package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.DOCUMENT_README;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtensionsTest {
    private static final String OPERATION = "/paths/[^/]+/post";
    private static final String PARAMETER = "/components/parameters/[^/]+";
    private static final String PROPERTY = "/components/schemas/[^/]+Request/properties/[^/]+";
    private static final String RESPONSE = "/components/responses/[^/]+";
    private static final String HEADER = "/components/headers/[^/]+";
    private static final Map<String, Pattern> PLACES = Map.ofEntries(
            Map.entry("x-typical-seconds", Pattern.compile(OPERATION)),
            Map.entry("x-typical-seconds-source", Pattern.compile(OPERATION)),
            Map.entry("x-price-usd", Pattern.compile(OPERATION)),
            Map.entry("x-reason", Pattern.compile("/components/schemas/[A-Za-z0-9]*ExcludedCombinations/allOf/[0-9]+")),
            Map.entry("x-documented-in", Pattern.compile(PROPERTY)),
            Map.entry("x-allowed", Pattern.compile(PROPERTY + "(/items)?|" + PARAMETER + "/schema")),
            Map.entry("x-submits", Pattern.compile(OPERATION)),
            Map.entry("x-response", Pattern.compile("/components/schemas/[^/]+")),
            Map.entry(
                    "x-source",
                    Pattern.compile("/paths/[^/]+/(get|post)|/components/schemas/[^/]+(/properties/[^/]+)?|" + RESPONSE
                            + "|" + PARAMETER)),
            Map.entry("x-billing", Pattern.compile(RESPONSE)),
            Map.entry("x-empty-body", Pattern.compile(RESPONSE)),
            Map.entry("x-exception", Pattern.compile(RESPONSE)),
            Map.entry("x-accessor", Pattern.compile(HEADER + "|/tags/[0-9]+")),
            Map.entry("x-wait-until", Pattern.compile(HEADER)),
            Map.entry("x-enum-varnames", Pattern.compile("/components/schemas/[^/]+")));

    static Stream<String> extensions() {
        return PLACES.keySet().stream().sorted();
    }

    @Test
    void extensions_ofTheDocument_areThoseOfTheReadme() {
        assertThat(SPEC.extensions())
                .containsExactlyInAnyOrderElementsOf(DOCUMENT_README.rows("## The `x-` extensions").stream()
                        .map(cells -> cells.get(0))
                        .toList());
    }

    @Test
    void extensions_ofTheDocument_areAllTestedHere() {
        assertThat(SPEC.extensions()).isEqualTo(PLACES.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extensions")
    void extension_ofTheDocument_isOnlyWhereAllowed(String extension) {
        List<String> used = new ArrayList<>();
        SPEC.forEachObject((pointer, object) -> {
            if (object.containsKey(extension)) {
                used.add(pointer);
            }
        });

        assertThat(used)
                .as(extension)
                .isNotEmpty()
                .allMatch(PLACES.get(extension).asMatchPredicate());
    }

    @Test
    void enumNames_ofTheDocument_belongToAnEnum() {
        SPEC.forEachObject((pointer, object) -> assertThat(object.containsKey("x-enum-varnames"))
                .as("names at %s", pointer)
                .isEqualTo(object.containsKey("enum") && pointer.matches("/components/schemas/[^/]+")));
    }

    /** A pattern is no error message; this text is shown instead. */
    @Test
    void xAllowed_ofTheDocument_isPresentForEveryPattern() {
        SPEC.forEachObject((pointer, object) -> {
            assertThat(object.containsKey("x-allowed")).as(pointer).isEqualTo(object.containsKey("pattern"));
            if (object.containsKey("x-allowed")) {
                assertThat(object.get("x-allowed")).asString().doesNotEndWith(".");
            }
        });
    }

    @Test
    void accessors_ofTheHeaders_areUniqueMethodNames() {
        List<String> accessors = SPEC.components("headers").values().stream()
                .filter(header -> SpecFile.map(header).containsKey("x-accessor"))
                .map(header -> String.valueOf(SpecFile.map(header).get("x-accessor")))
                .toList();

        assertThat(accessors).doesNotHaveDuplicates().allSatisfy(accessor -> {
            assertThat(accessor).matches("[a-z][A-Za-z0-9]*");
            assertThat(SourceVersion.isName(accessor)).isTrue();
        });
    }

    @Test
    void headers_ofTheDocument_haveAnAccessorOrDefineTheWait() {
        assertThat(SPEC.components("headers")).allSatisfy((name, header) -> {
            Map<String, Object> extensions = new TreeMap<>(SpecFile.map(header));
            extensions.keySet().removeIf(key -> !key.startsWith("x-"));
            assertThat(extensions).as(name).hasSize(1);
            assertThat(extensions.getOrDefault("x-wait-until", true)).as(name).isEqualTo(true);
        });
    }

    /** As text: a YAML number would lose the last digit of 1.00. */
    @Test
    void figures_ofTheOperations_areDecimalTexts() {
        SPEC.videoOperations().forEach(operation -> {
            assertThat(decimal(operation.body().get("x-typical-seconds"))).isPositive();
            assertThat(operation.body().get("x-typical-seconds-source")).isIn("page", "later-average");
            if (operation.body().containsKey("x-price-usd")) {
                Map<String, Object> price = SpecFile.map(operation.body().get("x-price-usd"));
                assertThat(price).containsOnlyKeys("lowest", "highest");
                assertThat(decimal(price.get("lowest"))).isPositive().isLessThan(decimal(price.get("highest")));
            }
        });
    }

    private static BigDecimal decimal(Object text) {
        assertThat(text).isInstanceOf(String.class);
        return new BigDecimal((String) text);
    }
}
