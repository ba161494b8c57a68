package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests are described only with what means the same in OpenAPI 3.0 and in JSON Schema 2020-12, so that a move
 * to OpenAPI 3.1 changes one line.
 */
class RequestKeywordsTest {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "format",
            "enum",
            "default",
            "example",
            "description",
            "required",
            "properties",
            "minimum",
            "maximum",
            "minLength",
            "pattern",
            "allOf",
            "not",
            "$ref");
    private static final Set<String> FORMATS = Set.of("uri", "int32", "int64", "double");
    private static final Set<String> TYPES = Set.of("object", "string", "integer", "number", "boolean");
    private static final Set<String> BESIDE_A_SHARED_SCHEMA = Set.of("allOf", "default", "example", "description");

    static List<String> paths() {
        return SPEC.videoPaths();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void keywords_ofARequest_meanTheSameInBothLanguages(String path) {
        forEachSchema(
                path,
                (place, schema) -> assertThat(schema.keySet())
                        .as(place)
                        .allMatch(key -> KEYWORDS.contains(key) || key.startsWith("x-")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void values_ofTheKeywords_meanTheSameInBothLanguages(String path) {
        forEachSchema(path, (place, schema) -> {
            assertThat(schema.getOrDefault("type", "object")).as(place).isIn(TYPES);
            assertThat(schema.getOrDefault("format", "uri")).as(place).isIn(FORMATS);
            assertThat(SpecFile.list(schema.getOrDefault("enum", List.of())))
                    .as(place)
                    .doesNotContainNull();
            assertThat(schema.getOrDefault("default", "some")).as(place).isNotNull();
            assertThat(schema.getOrDefault("minimum", 0)).as(place).isInstanceOf(Number.class);
            assertThat(schema.getOrDefault("maximum", 0)).as(place).isInstanceOf(Number.class);
            assertThat(schema.getOrDefault("minLength", 0)).as(place).isInstanceOf(Integer.class);
            assertThat(SpecFile.texts(schema.getOrDefault("required", List.of("one"))))
                    .as(place)
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        });
    }

    /** OpenAPI 3.0 ignores siblings of a reference, JSON Schema 2020-12 does not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void reference_inARequest_hasNoSiblings(String path) {
        forEachSchema(path, (place, schema) -> {
            if (schema.containsKey("$ref")) {
                assertThat(schema).as(place).containsOnlyKeys("$ref");
            }
        });
    }

    /** So that the shared list stays the whole rule. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void property_withASharedSchema_addsNoRuleOfItsOwn(String path) {
        forEachSchema(path, (place, schema) -> {
            if (place.contains("/") && schema.containsKey("allOf")) {
                assertThat(SpecFile.list(schema.get("allOf")))
                        .as(place)
                        .hasSize(1)
                        .allSatisfy(part -> assertThat(SpecFile.map(part)).containsOnlyKeys("$ref"));
                assertThat(schema.keySet())
                        .as(place)
                        .allMatch(key -> BESIDE_A_SHARED_SCHEMA.contains(key) || key.startsWith("x-"));
            }
        });
    }

    /** Not every validator knows the formats int32 and int64; all know bounds. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void integer_ofARequest_isBoundedByWhatItsFormatHolds(String path) {
        forEachSchema(path, (place, schema) -> {
            if ("integer".equals(schema.get("type"))) {
                assertThat(schema).as(place).containsAnyOf(entry("format", "int32"), entry("format", "int64"));
                int bits = "int32".equals(schema.get("format")) ? 32 : 64;
                assertThat(limits(schema))
                        .as(place)
                        .isNotEmpty()
                        .allSatisfy(limit -> assertThat(limit.bitLength())
                                .as("bits of %s without its sign", limit)
                                .isLessThan(bits));
            }
        });
    }

    /** The narrowest format, so that generators choose the handiest type. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void integer_thatFits32Bits_isNoLongerOne(String path) {
        forEachSchema(path, (place, schema) -> {
            if ("int64".equals(schema.get("format"))) {
                assertThat(limits(schema))
                        .as(place)
                        .anySatisfy(limit -> assertThat(limit.bitLength()).isGreaterThan(31));
            }
        });
    }

    /** Without the format, generators for Java choose a decimal type of any length. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void number_ofARequest_isADouble(String path) {
        forEachSchema(path, (place, schema) -> {
            if ("number".equals(schema.get("type"))) {
                assertThat(schema.get("format")).as(place).isEqualTo("double");
            }
        });
    }

    /** All that is allowed, or both ends of it. */
    private static List<BigInteger> limits(Map<String, Object> schema) {
        Stream<Object> limits = schema.containsKey("enum")
                ? SpecFile.list(schema.get("enum")).stream()
                : Stream.of("minimum", "maximum").map(bound -> {
                    assertThat(schema).containsKey(bound);
                    return schema.get(bound);
                });
        return limits.map(String::valueOf).map(BigInteger::new).toList();
    }

    /** Visits every schema of the request, including nested and shared ones, with its location. */
    private static void forEachSchema(String path, BiConsumer<String, Map<String, Object>> visitor) {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        collect(SPEC.requestSchemaName(path), SPEC.requestSchema(path), found);
        found.forEach(visitor);
    }

    private static void collect(String place, Map<String, Object> schema, Map<String, Map<String, Object>> found) {
        found.put(place, schema);
        if (schema.get("$ref") instanceof String reference) {
            collect(reference.replace("#/components/schemas/", ""), SPEC.resolve(schema), found);
        }
        if (schema.containsKey("properties")) {
            SpecFile.map(schema.get("properties"))
                    .forEach((field, inner) -> collect(place + "/" + field, SpecFile.map(inner), found));
        }
        if (schema.containsKey("allOf")) {
            List<Object> members = SpecFile.list(schema.get("allOf"));
            for (int i = 0; i < members.size(); i++) {
                collect(place + "/allOf/" + i, SpecFile.map(members.get(i)), found);
            }
        }
        if (schema.containsKey("not")) {
            collect(place + "/not", SpecFile.map(schema.get("not")), found);
        }
    }
}
