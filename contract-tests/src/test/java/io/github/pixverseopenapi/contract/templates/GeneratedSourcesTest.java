package io.github.pixverseopenapi.contract.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.Generated;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated sources of the build follow the rules for hand-written ones. */
class GeneratedSourcesTest {
    private static final Path OUTPUT = Path.of("..", "generated", "target", "generated-sources", "openapi");

    private static final int MAX_COLUMNS = 120;
    /** The templates cannot split a string literal, such as the pattern of a URL. */
    private static final Pattern LITERAL = Pattern.compile(" *\"[^\"]+\",");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (.+);$");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    [A-Z0-9_]+\\((.+)\\)[,;]$");

    private static Map<String, String> sources;

    @BeforeAll
    static void read() {
        sources = Generated.in(OUTPUT).files();
        assertThat(sources).isNotEmpty();
    }

    static Stream<String> enums() {
        return sources.keySet().stream()
                .filter(name -> name.contains("/model/") && sources.get(name).contains("public enum "));
    }

    @Test
    void source_generated_hasNoMarkdown() {
        assertThat(lines(line -> line.contains("`"))).isEmpty();
    }

    @Test
    void source_generated_hasNoSemicolonOnItsOwnLine() {
        assertThat(lines(line -> line.strip().equals(";"))).isEmpty();
    }

    @Test
    void source_generated_hasShortLines() {
        assertThat(lines(line ->
                        line.length() > MAX_COLUMNS && !LITERAL.matcher(line).matches()))
                .isEmpty();
    }

    @Test
    void imports_ofASource_areExplicitSortedAndDistinct() {
        sources.forEach((name, source) -> assertThat(firstGroups(IMPORT, source))
                .as(name)
                .isSorted()
                .doesNotHaveDuplicates()
                .noneMatch(imported -> imported.endsWith("*")));
    }

    /** Until Java 17, the plain Retrofit interface initializes the classes of all requests, and a program needs one. */
    @Test
    void rules_ofARequest_areNotBuiltWithItsClass() {
        sources.forEach((name, source) -> {
            if (source.contains(" extends PixverseRequest {")) {
                assertThat(source).as(name).contains("        static final RequestSchema RULES");
                assertThat(source).as(name).doesNotContain("\n    static final ");
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enums")
    void values_ofAnEnum_areInTheJavadocOfTheEnumAndOfTheirConstants(String name) {
        String source = sources.get(name);
        List<String> values = firstGroups(CONSTANT, source);
        String javadoc = source.substring(0, source.indexOf("public enum "));

        assertThat(values).isNotEmpty().allSatisfy(value -> {
            assertThat(javadoc).contains("{@code " + value + "}");
            assertThat(source)
                    .containsPattern(
                            Pattern.quote("/** {@code " + value + "} */") + "\\s+\\w+\\(" + Pattern.quote(value));
        });
    }

    private static List<String> lines(Predicate<String> condition) {
        return sources.entrySet().stream()
                .flatMap(source ->
                        source.getValue().lines().filter(condition).map(line -> source.getKey() + ": " + line))
                .toList();
    }

    private static List<String> firstGroups(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(match -> match.group(1)).toList();
    }
}
