package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The values that {@code additionalProperty} accepts, and those that it rejects even if reflection could serialize
 * them.
 */
@Tag("pit-requests")
class AdditionalPropertyTest {
    private static final String ALLOWED =
            "camera must be null, text, a boolean, a finite number (at most 1023 characters,"
                    + " exponent below 10000), a collection, array or map with text keys of these, or a JsonElement, nested at"
                    + " most 255 deep in all, but was ";

    private static JsonObject sent(Object value) {
        TextToVideoRequest request = request(value);
        assertThat(TextToVideoRequest.fromJson(request.toJson()))
                .isEqualTo(request)
                .hasSameHashCodeAs(request);
        return JsonParser.parseString(request.toJson()).getAsJsonObject();
    }

    private static TextToVideoRequest request(Object value) {
        return TextToVideoRequest.builder()
                .prompt("x")
                .additionalProperty("camera", value)
                .build();
    }

    static Stream<Arguments> allowed() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("", null);
        map.put("a\u0000\ud83c", 1);
        JsonObject tree = new JsonObject();
        tree.add("a", JsonNull.INSTANCE);
        JsonArray array = new JsonArray();
        array.add(1.50);
        array.add("x");
        array.add(false);
        tree.add("b", array);
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("low \"\ud83c\"", "\"low \\\"\\ud83c\\\"\""),
                Arguments.of('c', "\"c\""),
                Arguments.of(true, "true"),
                Arguments.of((byte) -1, "-1"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(-0.0, "0.0"),
                Arguments.of(1e300, "1.0E+300"),
                Arguments.of(new BigInteger("9".repeat(1023)), "9".repeat(1023)),
                Arguments.of(new BigDecimal("-1.50e-9997"), "-1.50E-9997"),
                Arguments.of(new BigDecimal("1e9999"), "1E+9999"),
                Arguments.of(List.of(), "[]"),
                Arguments.of(new Object[] {1, "a", null}, "[1,\"a\",null]"),
                Arguments.of(new int[][] {{1}, {}}, "[[1],[]]"),
                Arguments.of(Collections.singleton(2.50), "[2.5]"),
                Arguments.of(map, "{\"\":null,\"a\\u0000\\ud83c\":1}"),
                Arguments.of(tree, "{\"a\":null,\"b\":[1.5,\"x\",false]}"),
                Arguments.of(JsonNull.INSTANCE, "null"),
                Arguments.of(new JsonPrimitive(7), "7"),
                Arguments.of(JsonParser.parseString("1e5"), "1E+5"));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void additionalProperty_withAnAllowedValue_isSentAndReadBack(Object value, String json) {
        assertThat(sent(value).get("camera")).isEqualTo(JsonParser.parseString(json));
        assertThat(request(value).toJson()).endsWith(",\"camera\":" + json + "}");
    }

    static Stream<Arguments> rejected() {
        Runnable lambda = () -> {};
        Map<Object, Object> numbered = new HashMap<>();
        numbered.put(1, "a");
        Map<Object, Object> nameless = new HashMap<>();
        nameless.put(null, "a");
        return Stream.of(
                rejected(
                        Thread.currentThread(),
                        Thread.currentThread().getClass().getName()),
                rejected(String.class, "java.lang.Class"),
                rejected(List.of(1).iterator(), List.of(1).iterator().getClass().getName()),
                rejected(Locale.ROOT, "java.util.Locale"),
                rejected(lambda, lambda.getClass().getName()),
                rejected(Optional.of("x"), "java.util.Optional"),
                rejected(new StringJoiner("x"), "java.util.StringJoiner"),
                rejected(Quality.P1080, "io.github.pixverseopenapi.client.model.Quality"),
                rejected(Double.NaN, "\"NaN\""),
                rejected(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
                rejected(new JsonPrimitive(Double.POSITIVE_INFINITY), "\"Infinity\""),
                rejected(new BigInteger("9".repeat(1024)), "\"" + "9".repeat(99) + "\u2026 (1026 characters)"),
                rejected(new BigDecimal("1e10000"), "\"1E+10000\""),
                rejected(new BigDecimal("1e-10000"), "\"1E-10000\""),
                rejected(JsonParser.parseString("1e99999"), "\"1e99999\""),
                rejected(numbered, "a key of java.lang.Integer", "java.util.HashMap"),
                rejected(nameless, "a key of null", "java.util.HashMap"),
                rejected(new ArrayList<>(List.of(Map.of("a", Locale.ROOT))), "java.util.Locale", "java.util.ArrayList"),
                rejected(new Object[] {Double.NaN}, "\"NaN\"", "[Ljava.lang.Object;"));
    }

    private static Arguments rejected(Object value, String shown) {
        return Arguments.of(Named.of(shown, value), shown);
    }

    private static Arguments rejected(Object value, String part, String whole) {
        return Arguments.of(Named.of(part, value), whole + " that holds " + part);
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void additionalProperty_withAnythingElse_isRejectedByNameAndType(Object value, String shown) {
        assertThatThrownBy(() -> request(value))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(ALLOWED + shown);
    }

    @Test
    void additionalProperty_withValuesThatContainThemselves_isRejected() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        List<Object> list = new ArrayList<>();
        list.add(list);
        Object[] array = new Object[1];
        array[0] = array;
        JsonArray tree = new JsonArray();
        tree.add(tree);

        for (Object cycle : List.of(map, list, array, tree)) {
            assertThatThrownBy(() -> request(cycle))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(ALLOWED + cycle.getClass().getName() + " nested deeper");
        }
    }

    /** The request itself is the first level. */
    @Test
    void additionalProperty_nestedAsDeepAsFromJsonReads_isSentAndReadBack() {
        Object deepest = nested(254);

        assertThat(sent(deepest).get("camera").toString()).isEqualTo("[".repeat(254) + "]".repeat(254));
        assertThatThrownBy(() -> request(List.of(deepest)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" nested deeper");
        assertThatThrownBy(() -> request(nested(100_000))).hasMessageEndingWith(" nested deeper");
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void additionalProperty_whoseValueChangesLater_isSentAsItWas() {
        Map<String, Object> map = new HashMap<>(Map.of("a", 1));
        JsonObject tree = new JsonObject();
        AtomicLong number = new AtomicLong(5);
        TextToVideoRequest request = TextToVideoRequest.builder()
                .additionalProperty("map", map)
                .additionalProperty("tree", tree)
                .additionalProperty("number", number)
                .build();

        map.put("a", 2);
        tree.addProperty("b", 3);
        number.set(6);

        assertThat(request.toJson()).endsWith("\"map\":{\"a\":1},\"tree\":{},\"number\":5}");
    }

    @Test
    void additionalProperty_withAnOddName_isShownAsJson() {
        assertThatThrownBy(() -> TextToVideoRequest.builder().additionalProperty("two\nlines", Locale.ROOT))
                .hasMessageStartingWith("\"two\\nlines\" must be null");
    }

    @Test
    void additionalProperty_setOnABuilderOrItsCopies_isNoViolation() {
        TextToVideoRequest request = request("low");
        assertThat(request.violations()).isEmpty();
        assertThat(request.toBuilder().seed(5).build().violations()).isEmpty();
        // Only the builder that creates a later request has a property that is added later.
        TextToVideoRequest.Builder builder = request.toBuilder();
        builder.build();
        builder.additionalProperty("lens", 35);
        assertThat(request.toBuilder().build()).isEqualTo(request);
        assertThat(builder.build().violations()).isEmpty();
    }

    /** JSON does not state whether a field was intended. */
    @Test
    void additionalProperty_readBackFromJson_isUnknownUntilItIsSetAgain() {
        TextToVideoRequest read = TextToVideoRequest.fromJson(request("low").toJson());

        assertThat(read).isEqualTo(request("low"));
        assertThat(read.violations()).extracting(Violation::kind).containsExactly(ViolationKind.UNKNOWN_FIELD);
        assertThat(read.toBuilder().build().violations()).hasSize(1);
        assertThat(read.toBuilder().additionalProperty("camera", "low").build().violations())
                .isEmpty();
    }

    static Stream<PixverseRequest> requestsOfEachKind() {
        return Stream.of(
                TextToVideoRequest.builder().additionalProperty("camera", 1).build(),
                ImageToVideoRequest.builder().additionalProperty("camera", 1).build(),
                V5VideoRequest.builder().additionalProperty("camera", 1).build(),
                V5ExtendRequest.builder().additionalProperty("camera", 1).build(),
                V6VideoRequest.builder().additionalProperty("camera", 1).build());
    }

    @ParameterizedTest
    @MethodSource("requestsOfEachKind")
    void additionalProperty_ofEachKindOfRequest_isSent(PixverseRequest request) {
        assertThat(request.toJson()).contains("\"camera\":1");
    }
}
