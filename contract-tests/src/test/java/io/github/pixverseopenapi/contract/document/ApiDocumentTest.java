package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.WrittenDocument.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a document, the documents that are rejected, and immutability. */
@Tag("pit-document")
class ApiDocumentTest {

    private static final String WHOLE = """
            paths:
              /open:
                get:
                  operationId: open
                  requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}
                  responses: {'200': {description: Done.}}
              /make:
                summary: A remark for people.
                post:
                  operationId: make
                  summary: Makes one.
                  x-typical-seconds: 4.5
                  x-price-usd: {lowest: 0.25, highest: 1.50}
                  requestBody:
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/Any'}
                        example: {count: 3}
                  responses:
                    '200':
                      description: Done.
                      headers: {x-cost: {$ref: '#/components/headers/Cost'}}
                      content:
                        application/json:
                          schema: {type: object}
                          examples: {one: {$ref: '#/components/examples/One'}}
                    default: {$ref: '#/components/responses/Also'}
            components:
              securitySchemes:
                other: {type: http, scheme: bearer}
                query: {type: apiKey, in: query, name: wrong}
                key: {type: apiKey, in: header, name: x-key}
              headers: {Cost: {$ref: '#/components/headers/Number'}, Number: {schema: {type: number}}}
              examples: {One: {value: {a: 1}}}
              responses: {Also: {$ref: '#/components/responses/Error'}, Error: {description: No.}}
              schemas: {Any: {type: object, properties: {count: {type: integer}}}}
            """;

    private final ApiDocument document = WrittenDocument.of(WHOLE);
    private final ApiOperation make = document.operation("/make").orElseThrow();

    @Test
    void load_packagedDocument_isReadOnce() {
        assertThat(ApiDocument.load()).isNotNull().isSameAs(ApiDocument.load());
    }

    @Test
    void read_resource_isThatDocument() {
        assertThat(ApiDocument.read("/io/github/pixverseopenapi/contract/pixverse.yaml")
                        .json())
                .isEqualTo(ApiDocument.load().json());
    }

    @Test
    void read_missingResource_isNamed() {
        assertThatThrownBy(() -> ApiDocument.read("/no/such.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The class path has no resource /no/such.yaml.");
    }

    @Test
    void load_missingFile_fails() {
        assertThatThrownBy(() -> ApiDocument.load(Path.of("no", "such.yaml"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void validators_ofADocument_areMadeOnce() {
        assertThat(RequestValidator.of(document)).isNotNull().isSameAs(RequestValidator.of(document));
        assertThat(ResponseValidator.of(document)).isNotNull().isSameAs(ResponseValidator.of(document));
        assertThat(ExchangeValidator.of(document)).isNotNull().isSameAs(ExchangeValidator.of(document));
        assertThat(CompiledSchemas.of(document)).isNotNull().isSameAs(CompiledSchemas.of(document));
    }

    @Test
    void operations_asWritten_areReadInOrder() {
        assertThat(document.operations()).extracting(ApiOperation::operationId).containsExactly("open", "make");
        assertThat(make.method()).isEqualTo("POST");
        assertThat(make.path()).isEqualTo("/make");
        assertThat(make.summary()).isEqualTo("Makes one.");
        assertThat(make.requiredRequestSchema()).isEqualTo("Any");
        assertThat(make.typicalSeconds()).hasValue(new BigDecimal("4.5"));
        assertThat(make.defaultTimeout()).isEqualTo(Duration.ofMillis(22_500));
        assertThat(make.lowestPrice()).hasValue(new BigDecimal("0.25"));
        assertThat(make.highestPrice()).hasValue(new BigDecimal("1.5"));
        assertThat(document.securityHeader()).isEqualTo("x-key");
    }

    @Test
    void operations_withoutTheOptionalParts_lackThem() {
        ApiOperation open = document.operation("/open").orElseThrow();

        assertThat(open.summary()).isEmpty();
        assertThat(open.typicalSeconds()).isEmpty();
        assertThat(open.defaultTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(open.lowestPrice()).isEmpty();
        assertThat(open.highestPrice()).isEmpty();
        assertThat(document.requestExample(open)).isEmpty();
        assertThat(document.operation("/other")).isEmpty();
    }

    @Test
    void responses_references_areReplacedByWhatTheyReferTo() {
        Map<String, JsonObject> responses = document.responses(make);

        assertThat(responses.keySet()).containsExactly("200", "default");
        assertThat(responses.get("default")).hasToString("{\"description\":\"No.\"}");
        assertThat(responses.get("200").getAsJsonObject("headers"))
                .hasToString("{\"x-cost\":{\"schema\":{\"type\":\"number\"}}}");
        assertThat(responses
                        .get("200")
                        .getAsJsonObject("content")
                        .getAsJsonObject("application/json")
                        .get("examples"))
                .hasToString("{\"one\":{\"value\":{\"a\":1}}}");
    }

    @Test
    void trees_returned_areCopies() {
        String before = document.json().toString();
        document.json().remove("paths");
        document.requestExample(make).orElseThrow().addProperty("more", 1);
        document.requestSchema(make).addProperty("more", 1);
        JsonObject response = document.responses(make).get("200");
        response.getAsJsonObject("headers").getAsJsonObject("x-cost").addProperty("more", 1);
        response.getAsJsonObject("content")
                .getAsJsonObject("application/json")
                .getAsJsonObject("examples")
                .getAsJsonObject("one")
                .addProperty("more", 1);
        document.responses(make).get("default").addProperty("more", 1);

        assertThat(document.json()).hasToString(before);
        assertThat(document.requestSchema(make))
                .hasToString("{\"type\":\"object\",\"properties\":{\"count\":{\"type\":\"integer\"}}}");
        assertThat(document.requestExample(make).orElseThrow()).hasToString("{\"count\":3}");
    }

    @Test
    void operation_ofAnotherDocument_isRejected() {
        ApiOperation other = ApiDocument.load().videoOperations().get(0);
        String message = "The operation textToVideo must belong to this document.";

        assertThatThrownBy(() -> document.responses(other)).hasMessage(message);
        assertThatThrownBy(() -> document.requestSchema(other)).hasMessage(message);
        assertThatThrownBy(() -> document.requestExample(other)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "operationId: make | summary: None. | operationId at /make must be present, but was missing.",
                "post: | put: {} \\n    post: | The number of operations at /make must be 1, but was 2.",
                "post: | post-it: | The number of operations at /make must be 1, but was 0.",
                "#/components/schemas/Request'} | #/components/answers/Request'}"
                        + " | The request schema of /make must be a reference to a named schema.",
                "schema: {$ref: '#/components/schemas/Request'} | schema: {type: object}"
                        + " | The request schema of /make must be a reference to a named schema.",
                "schemas/Request'} | schemas/Other'} | Other must be an object of the document, but was missing.",
                "Request: {type: object} | Request: text | Request must be an object of the document, but was \"text\".",
                "name: x-key | type: apiKey | The name of the API key header must be present, but was missing.",
                "in: header | in: query | The document must declare an API key in a header.",
                "type: apiKey | type: http | The document must declare an API key in a header.",
                "securitySchemes | schemes | securitySchemes must be an object of the document, but was missing."
            })
    void load_anotherKindOfDocument_reportsTheProblem(String part, String change, String message) {
        String good = """
                paths:
                  /make:
                    post:
                      operationId: make
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Request'}}}}
                components:
                  %s
                  schemas:
                    Request: {type: object}
                """.formatted(KEY);
        assertThat(good).contains(part);
        String changed = good.replace(part, change.replace("\\n", "\n"))
                .replace("type: apiKey, in: header, type: apiKey", "type: apiKey, in: header");

        assertThat(WrittenDocument.of(good).operations()).hasSize(1);
        assertThatThrownBy(() -> WrittenDocument.of(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void at_reference_isFollowedThroughObjectsAndLists() {
        ApiDocument other = WrittenDocument.ofRequest("{allOf: [{type: object}, {a/b: {c~d: {e: 1}}}]}");

        assertThat(other.at("#/components/schemas/Request/allOf/1/a~1b/c~0d")).hasToString("{\"e\":1}");
        assertThat(document.resolve(document.at("#/components/responses/Also")))
                .hasToString("{\"description\":\"No.\"}");
        assertThat(document.follow("#/components/headers/Cost")).isEqualTo("#/components/headers/Number");
        assertThat(document.follow("#/components/headers/Number")).isEqualTo("#/components/headers/Number");
    }

    @Test
    void at_danglingReference_isNamed() {
        assertThatThrownBy(() -> document.at("other.yaml#/a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The reference other.yaml#/a must point into the document.");
        assertThatThrownBy(() -> document.at("#/paths/none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The reference #/paths/none must point to an existing element.");
    }

    @Test
    void yaml_eachKindOfValue_becomesJson() {
        JsonObject tree = YamlTree.read(new StringReader(
                "{text: a, 5: b, whole: 1, part: 2.5, flag: true, none: null, list: [1, {a: b}, []]}"));

        JsonObject expected = new JsonObject();
        expected.addProperty("text", "a");
        expected.addProperty("5", "b");
        expected.addProperty("whole", 1);
        expected.addProperty("part", 2.5);
        expected.addProperty("flag", true);
        expected.add("none", JsonNull.INSTANCE);
        JsonObject inner = new JsonObject();
        inner.addProperty("a", "b");
        JsonArray list = new JsonArray();
        List.of(new JsonPrimitive(1), inner, new JsonArray()).forEach(list::add);
        expected.add("list", list);
        assertThat(tree).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: 1, a: 2}", "{a: [}", "{a: !!java.lang.Object x}"})
    void yaml_unreadable_isRejected(String yaml) {
        assertThatThrownBy(() -> YamlTree.read(new StringReader(yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The document must be valid YAML: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "[1]"})
    void yaml_rootThatIsNoMapping_isRejected(String yaml) {
        assertThatThrownBy(() -> YamlTree.read(new StringReader(yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The document's root must be a mapping.");
    }

    @Test
    void yaml_valueWithoutCounterpartInJson_isRejected() {
        assertThatThrownBy(() -> YamlTree.read(new StringReader("{a: !!binary AAAA}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("The document contains the value \\S+, which has no JSON equivalent; quote it.");
    }
}
