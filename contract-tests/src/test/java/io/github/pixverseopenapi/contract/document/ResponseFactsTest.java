package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.SpecFile.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseFactsTest {

    static List<Operation> operations() {
        return SPEC.operations();
    }

    static Stream<StatusFact> statuses() {
        return FactTable.rows("statuses.txt").stream().map(row -> new StatusFact(row.get("status"), row.get("name")));
    }

    record StatusFact(String status, String name) {
        /** The name of the shared answer is the page's name without its spaces. */
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
    void statuses_ofEveryOperation_areTheTenOfThePages(Operation operation) {
        Map<String, Object> expected = new LinkedHashMap<>();
        statuses().forEach(fact -> expected.put(
                fact.status(), Map.of("$ref", "#/components/responses/" + fact.component())));

        assertThat(operation.responses()).as("%s", operation).isEqualTo(expected);
    }

    @Test
    void responses_ofTheDocument_areAllInTheTable() {
        assertThat(SPEC.components("responses").keySet())
                .containsExactlyInAnyOrderElementsOf(statuses().map(StatusFact::component).toList());
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

        // In this order: a generator looks at the first media type of an answer only.
        assertThat(content(fact).keySet()).as("%s", fact).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void emptyBody_ofEachStatus_isAsDesigned(StatusFact fact) {
        Object expected = List.of("502", "504").contains(fact.status()) ? true : null;

        assertThat(response(fact).get("x-empty-body")).as("%s", fact).isEqualTo(expected);
    }

    @Test
    void video_at200_isABinaryString() {
        Map<String, Object> mp4 = SpecFile.map(SpecFile.map(
                SpecFile.map(SPEC.components("responses").get("Video")).get("content")).get("video/mp4"));

        assertThat(mp4.get("schema")).isEqualTo(Map.of("type", "string", "format", "binary"));
    }

    @Test
    void headers_ofTheDocument_areThoseOfTheTable() {
        List<String> expected = new ArrayList<>();
        for (Map<String, String> row : FactTable.rows("response-headers.txt")) {
            for (String status : row.get("statuses").split(" ")) {
                expected.add(status + " " + row.get("header") + " " + row.get("type"));
            }
        }

        List<String> found = new ArrayList<>();
        statuses().forEach(fact -> SpecFile.map(response(fact).get("headers")).forEach((name, header) ->
                found.add(fact.status() + " " + name + " "
                        + SpecFile.map(SPEC.resolve(header).get("schema")).get("type"))));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void errorBody_ofTheDocument_hasTheFieldsOfTheTable() {
        Map<String, String> expected = new LinkedHashMap<>();
        FactTable.rows("error-body.txt").forEach(row -> expected.put(row.get("field"), row.get("type")));

        Map<String, String> found = new LinkedHashMap<>();
        SpecFile.map(SpecFile.map(SPEC.components("schemas").get("ErrorBody")).get("properties")).forEach(
                (field, property) -> found.put(field, String.valueOf(SpecFile.map(property).get("type"))));

        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, Object> response(StatusFact fact) {
        return SpecFile.map(SPEC.components("responses").get(fact.component()));
    }

    private static Map<String, Object> content(StatusFact fact) {
        return SpecFile.map(response(fact).get("content"));
    }
}
