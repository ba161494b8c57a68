package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-requests")
class JsonTest {
    private static JsonObject text(String text) {
        JsonObject tree = new JsonObject();
        tree.addProperty("x", text);
        return tree;
    }

    @Test
    void write_ofHalfSurrogatePairs_escapesThoseAlone() {
        assertThat(Json.write(text("\ud7ff|\ud800|\udbff|\udc00|\udfff|\ue000|\ud83c\udfac|é")))
                .isEqualTo("{\"x\":\"\ud7ff|\\ud800|\\udbff|\\udc00|\\udfff|\ue000|\ud83c\udfac|é\"}");
    }

    @Test
    void write_ofWholeSurrogatePairs_keepsThem() {
        assertThat(Json.write(text("\ud83c\udfac|\ud83c\udfac"))).isEqualTo("{\"x\":\"\ud83c\udfac|\ud83c\udfac\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":{\"b\":1,\"b\":{}}}",
                "{\"a\":[1,[{\"b\":1.5,\"b\":2}]]}",
                "{\"a\":[],\"b\":{},\"b\":true}",
                "[1]",
                "1",
                "",
                "{\"a\":1} {}",
                "{\"a\":1e10000}",
                "{\"a\":TRUE}"
            })
    void parseObject_ofAnythingButOneObjectWithEachNameOnce_fails(String json) {
        assertThatThrownBy(() -> Json.parseObject(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "json must be the text of one JSON object, each name once, but was " + new JsonPrimitive(json));
    }

    @Test
    void parseObject_ofNull_fails() {
        assertThatThrownBy(() -> Json.parseObject(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("json must be the text of one JSON object, each name once, but was null");
    }

    @Test
    void parseObject_ofAnObject_keepsAllOfIt() {
        String json = "{\"a\":{\"b\":[1,{\"b\":2.50}]},\"b\":null,\"c\":[{\"a\":1},{\"a\":true}],\"\":\"x\"}";
        assertThat(Json.parseObject(json)).hasToString(json);
    }

    @Test
    void read_asAType_givesItsValue() {
        assertThat(Json.read("x", new JsonPrimitive("a"), String.class)).isEqualTo("a");
        assertThat(Json.read("x", new JsonPrimitive(true), Boolean.class)).isTrue();
        assertThat(Json.read("x", new JsonPrimitive(false), Boolean.class)).isFalse();
        assertThat(Json.read("x", new JsonPrimitive(2.5), Double.class)).isEqualTo(2.5);
        assertThat(Json.read("x", new JsonPrimitive(2.5), Float.class)).isEqualTo(2.5f);
        assertThat(Json.read("x", new JsonPrimitive(5.0), Integer.class)).isEqualTo(5);
        assertThat(Json.read("x", new JsonPrimitive(5.0), Long.class)).isEqualTo(5L);
        assertThat(Json.read("x", new JsonPrimitive("a"), Object.class)).isEqualTo("a");
        assertThat(Json.read("x", new JsonPrimitive(new BigDecimal("2.50")), BigDecimal.class))
                .isEqualTo(new BigDecimal("2.50"));
    }

    @Test
    void read_asATypeThatCannotHoldIt_reportsIt() {
        assertThatThrownBy(() -> Json.read("x", new JsonPrimitive(2.5), Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must be a value of type Integer, but was 2.5");
        assertThatThrownBy(() -> Json.read("x", new JsonPrimitive(true), String.class))
                .hasMessage("x must be a value of type String, but was true");
    }

    @Test
    void excerpt_ofALongValue_isCutAtAHundredCharacters() {
        String longest = "x".repeat(98);
        assertThat(Json.excerpt(longest)).isEqualTo("\"" + longest + "\"");
        assertThat(Json.excerpt(longest + "y")).isEqualTo("\"" + longest + "y… (101 characters)");
        assertThat(Json.excerpt("two\nlines")).isEqualTo("\"two\\nlines\"");
    }
}
