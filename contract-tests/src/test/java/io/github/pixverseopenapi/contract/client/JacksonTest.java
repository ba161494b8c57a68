package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What web frameworks write when a controller returns objects of the client: by Jackson 2 (Spring Boot 3), Jackson 3 (Spring
 * Boot 4) or Gson, none of which finds an annotation here.
 */
class JacksonTest {
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").duration(7).build();

    private static final com.fasterxml.jackson.databind.ObjectMapper JACKSON_2 =
            new com.fasterxml.jackson.databind.ObjectMapper();

    /** Spring Boot 3: {@code spring.jackson.serialization.write-enums-using-to-string} and its counterpart. */
    private static final com.fasterxml.jackson.databind.ObjectMapper JACKSON_2_BY_TEXT =
            new com.fasterxml.jackson.databind.ObjectMapper()
                    .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                    .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING);

    private static final JsonMapper JACKSON_3 = JsonMapper.shared();

    private interface Writer {
        String write(Object value) throws Exception;
    }

    private interface Reader {
        <T> T read(String json, Class<T> type) throws Exception;
    }

    static Stream<Writer> writers() {
        return Stream.of(JACKSON_2::writeValueAsString, JACKSON_3::writeValueAsString, new Gson()::toJson);
    }

    static Stream<Writer> writersByText() {
        return Stream.of(JACKSON_2_BY_TEXT::writeValueAsString, JACKSON_3::writeValueAsString);
    }

    static Stream<Reader> readersByText() {
        return Stream.of(JACKSON_2_BY_TEXT::readValue, JACKSON_3::readValue);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void violation_isWrittenWithKindFieldsAndMessage(Writer writer) throws Exception {
        assertThat(JsonParser.parseString(writer.write(REQUEST.violations())))
                .isEqualTo(JsonParser.parseString("[{\"kind\":\"INVALID\",\"fields\":[\"duration\"],"
                        + "\"message\":\"duration must be one of 5, 8, but was 7\"}]"));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void billing_isWrittenByItsName(Writer writer) throws Exception {
        assertThat(writer.write(Billing.NOT_SENT)).isEqualTo("\"NOT_SENT\"");
    }

    @ParameterizedTest
    @MethodSource("writersByText")
    void enum_isWrittenByTheValueOfTheService(Writer writer) throws Exception {
        assertThat(writer.write(Quality.P720)).isEqualTo("\"720p\"");
        assertThat(writer.write(DurationSeconds.EIGHT)).isEqualTo("\"8\"");
    }

    @ParameterizedTest
    @MethodSource("readersByText")
    void enum_isReadByTheValueOfTheService(Reader reader) throws Exception {
        assertThat(reader.read("\"720p\"", Quality.class)).isEqualTo(Quality.P720);
    }

    /** Its default, so that the setting above is needed. */
    @Test
    void enum_byJackson2_isWrittenByItsName() throws Exception {
        assertThat(JACKSON_2.writeValueAsString(Quality.P720)).isEqualTo("\"P720\"");
    }

    /** Why toJson says to pass its text on. */
    @Test
    void request_hasNoGetters() {
        assertThatThrownBy(() -> JACKSON_2.writeValueAsString(REQUEST)).isInstanceOf(InvalidDefinitionException.class);
        assertThat(JACKSON_3.writeValueAsString(REQUEST)).isEqualTo("{}");
    }
}
