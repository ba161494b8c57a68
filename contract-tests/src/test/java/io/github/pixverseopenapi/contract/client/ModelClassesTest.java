package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.client.model.PixverseResponse;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.ReflectiveObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every response and enum of the document returns what the document has under its name. */
@Tag("pit-requests")
class ModelClassesTest {
    private static final JsonObject SCHEMAS =
            ApiDocument.load().json().getAsJsonObject("components").getAsJsonObject("schemas");

    static Stream<Arguments> properties() {
        return SCHEMAS.entrySet().stream()
                .filter(schema -> schema.getValue().getAsJsonObject().has("x-response"))
                .flatMap(schema -> schema.getValue().getAsJsonObject().getAsJsonObject("properties").entrySet().stream()
                        .map(property -> Arguments.of(schema.getKey(), property.getKey(), property.getValue())));
    }

    static Stream<Arguments> enums() {
        return SCHEMAS.entrySet().stream()
                .filter(schema -> schema.getValue().getAsJsonObject().has("enum"))
                .map(schema -> Arguments.of(
                        schema.getKey(), schema.getValue().getAsJsonObject().getAsJsonArray("enum")));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void responseMethod_returnsItsProperty(String type, String property, JsonObject schema) {
        JsonElement sample = sample(schema);
        JsonObject json = new JsonObject();
        json.add(property, sample);

        Object value = ReflectiveObject.call(response(type, json), methodName(property));

        JsonElement expected = sample.isJsonArray() ? sample.getAsJsonArray().get(0) : sample;
        assertThat(value instanceof Optional<?> optional ? optional.orElseThrow() : ((List<?>) value).get(0))
                .hasToString(expected.isJsonPrimitive() ? expected.getAsString() : expected.toString());
    }

    @ParameterizedTest
    @MethodSource("enums")
    void enumConstants_haveTheValuesOfTheDocument(String type, Iterable<JsonElement> values) {
        for (JsonElement value : values) {
            Object plain = value.getAsJsonPrimitive().isNumber() ? (Object) value.getAsInt() : value.getAsString();

            Object constant = ReflectiveObject.call(type(type), "of", plain);

            assertThat(constant).hasToString(value.getAsString());
            assertThat(ReflectiveObject.call(constant, "value")).isEqualTo(plain);
        }
    }

    private static JsonElement sample(JsonObject schema) {
        JsonObject resolved = resolve(schema);
        if (resolved.has("enum")) {
            return resolved.getAsJsonArray("enum").get(0);
        }
        return switch (resolved.get("type").getAsString()) {
            case "string" -> new JsonPrimitive("text");
            case "integer" -> new JsonPrimitive(7);
            case "number" -> new JsonPrimitive(7.25);
            case "array" -> array(sample(resolved.getAsJsonObject("items")));
            default -> JsonParser.parseString("{\"unknown\":1}");
        };
    }

    private static JsonArray array(JsonElement element) {
        JsonArray array = new JsonArray();
        array.add(element);
        return array;
    }

    /** Follows a reference, also one with a description of its own. */
    private static JsonObject resolve(JsonObject schema) {
        JsonElement reference = schema.has("allOf")
                ? schema.getAsJsonArray("allOf").get(0).getAsJsonObject().get("$ref")
                : schema.get("$ref");
        return reference == null
                ? schema
                : SCHEMAS.getAsJsonObject(reference.getAsString().replaceAll(".*/", ""));
    }

    private static Object response(String type, JsonObject json) {
        return ReflectiveObject.call(type(type), "fromJson", json.toString());
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PixverseResponse.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The name in lower camel case. */
    private static String methodName(String property) {
        return Pattern.compile("[_-]([a-z])")
                .matcher(property)
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
