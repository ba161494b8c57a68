package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.SpecFile.OperationNode;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseFactsTest {

    static List<OperationNode> operations() {
        return SPEC.videoOperations();
    }

    static Stream<StatusFact> statuses() {
        return FactTable.rows("statuses.txt").stream().map(row -> new StatusFact(row.get("status"), row.get("name")));
    }

    record StatusFact(String status, String name) {
        /** The name of the shared response is the page's name without its spaces. */
        String component() {
            return name.replace(" ", "");
        }

        @Override
        public String toString() {
            return status + " " + name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void statuses_ofEveryOperation_areTheTenOfThePages(OperationNode operation) {
        Map<String, Object> expected = new LinkedHashMap<>();
        statuses()
                .forEach(fact ->
                        expected.put(fact.status(), Map.of("$ref", "#/components/responses/" + fact.component())));

        assertThat(operation.responses()).as("%s", operation).isEqualTo(expected);
    }

    @Test
    void responses_ofTheDocument_areAllInTheTable() {
        assertThat(SPEC.components("responses").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(statuses().map(StatusFact::component), LaterFacts.responses())
                                .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void mediaTypes_jsonAndHtml_haveAnExample(StatusFact fact) {
        content(fact).forEach((type, media) -> {
            if (!type.equals("video/mp4")) {
                assertThat(SpecFile.map(media).keySet()).as("%s %s", fact, type).containsAnyOf("example", "examples");
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void mediaTypes_ofEachStatus_areAsDesigned(StatusFact fact) {
        List<String> expected = switch (fact.status()) {
            case "200" -> List.of("video/mp4", "application/json");
            case "502", "504" -> List.of("application/json", "text/html");
            default -> List.of("application/json");
        };

        // In this order: generators read the first media type of a response only.
        assertThat(content(fact).keySet()).as("%s", fact).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void emptyBody_ofEachStatus_isAsDesigned(StatusFact fact) {
        Object expected = List.of("502", "504").contains(fact.status()) ? true : null;

        assertThat(response(fact).get("x-empty-body")).as("%s", fact).isEqualTo(expected);
    }

    /** No constraint beyond the type: a response is read regardless of other properties. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void schemas_ofEachStatus_areAsDesigned(StatusFact fact) {
        content(fact)
                .forEach((type, media) -> assertThat(SpecFile.map(media).get("schema"))
                        .as("%s %s", fact, type)
                        .isEqualTo(
                                switch (type) {
                                    case "video/mp4" -> Map.of("type", "string", "format", "binary");
                                    case "text/html" -> Map.of("type", "string");
                                    default ->
                                        fact.status().equals("200")
                                                ? Map.of("type", "object")
                                                : Map.of("$ref", "#/components/schemas/ErrorBody");
                                }));
    }

    @Test
    void outcomes_ofTheDocument_areThoseOfTheTable() {
        Map<String, String> expected = new TreeMap<>();
        FactTable.rows("outcomes.txt")
                .forEach(row -> expected.put(row.get("status"), row.get("billing") + " " + row.get("exception")));

        Map<String, String> found = new TreeMap<>();
        statuses()
                .forEach(fact -> found.put(
                        fact.status(),
                        response(fact).get("x-billing") + " " + response(fact).getOrDefault("x-exception", NOTHING)));

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void headers_ofTheDocument_areThoseOfTheTable() {
        List<String> expected = new ArrayList<>();
        for (Map<String, String> row : FactTable.rows("response-headers.txt")) {
            for (String status : row.get("statuses").split(" ")) {
                expected.add(status + " " + row.get("header") + " " + row.get("accessor") + " " + schema(row));
            }
        }

        List<String> found = new ArrayList<>();
        statuses()
                .forEach(fact -> SpecFile.map(response(fact).get("headers"))
                        .forEach((name, header) -> found.add(fact.status() + " " + name + " "
                                + SPEC.resolve(header).getOrDefault("x-accessor", NOTHING) + " "
                                + new TreeMap<>(
                                        SpecFile.map(SPEC.resolve(header).get("schema"))))));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void errorBody_ofTheDocument_hasTheFieldsOfTheTable() {
        Map<String, Map<String, Object>> expected = new TreeMap<>();
        FactTable.rows("error-body.txt").forEach(row -> expected.put(row.get("field"), schema(row)));

        Map<String, Object> body = SpecFile.map(SPEC.components("schemas").get("ErrorBody"));
        Map<String, Map<String, Object>> found = new TreeMap<>();
        SpecFile.map(body.get("properties")).forEach((field, property) -> {
            Map<String, Object> schema = new TreeMap<>(SpecFile.map(property));
            schema.remove("description");
            schema.remove("example");
            found.put(field, schema);
        });

        assertThat(body).containsOnlyKeys("description", "type", "properties").containsEntry("type", "object");
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, Object> schema(Map<String, String> row) {
        Map<String, Object> schema = new TreeMap<>(Map.of("type", row.get("type")));
        if (!row.get("format").equals(NOTHING)) {
            schema.put("format", row.get("format"));
        }
        return schema;
    }

    private static Map<String, Object> response(StatusFact fact) {
        return SpecFile.map(SPEC.components("responses").get(fact.component()));
    }

    private static Map<String, Object> content(StatusFact fact) {
        return SpecFile.map(response(fact).get("content"));
    }
}
