package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters in path and query, by the document's operations of jobs and history. */
@Tag("pit-document")
class ParameterValidatorTest {
    private static final String HISTORY = "/inference-request/request-history";
    private static final String STATUS = "/v2/requests/{request_id}/status";

    private final ApiDocument document = ApiDocument.load();

    private List<String> problems(String path, String query) {
        ApiOperation operation = document.operation(path).orElseThrow();
        return ParameterValidator.of(document).validate(operation, path, query).stream()
                .map(Problem::toString)
                .toList();
    }

    private ApiOperation operation(String template) {
        return document.operations().stream()
                .filter(operation -> operation.path().equals(template))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "page=1&per_page=100",
                "page=99999999999999999999",
                "from_date=2026-11-01&to_date=2026-11-30",
                "model_name=pixverse%2Dv6",
                "status=COMPLETED&sort_order=asc",
                "unknown=1&unknown=2",
                "&page=2&"
            })
    void validate_allowedValues_findsNoProblem(String query) {
        assertThat(problems(HISTORY, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "page=0|page must be a whole number of at least 1, but was \"0\"",
                "page=one|page must be a whole number of at least 1, but was \"one\"",
                "page=1.5|page must be a whole number of at least 1, but was \"1.5\"",
                "page|page must be a whole number of at least 1, but was \"\"",
                "per_page=101|per_page must be a whole number from 1 to 100, but was \"101\"",
                "status=DONE|status must be one of",
                "page=1&page=2|page must be present once, but was present 2 times",
                "%70age=0|page must be a whole number of at least 1, but was \"0\""
            })
    void validate_otherValues_namesTheParameter(String query, String problem) {
        assertThat(problems(HISTORY, query)).singleElement().asString().startsWith(problem);
    }

    @Test
    void parse_ofAQuery_decodesNamesAndValuesInOrder() {
        assertThat(ParameterValidator.parse("a=1&b=x%20y+z&a=2&c&d=%zz&=e"))
                .containsExactly(
                        Map.entry("a", List.of("1", "2")),
                        Map.entry("b", List.of("x y z")),
                        Map.entry("c", List.of("")),
                        Map.entry("d", List.of("%zz")),
                        Map.entry("", List.of("e")));
    }

    @Test
    void operation_ofAPathWithAParameter_isFoundAndGivesItDecoded() {
        ApiOperation operation =
                document.operation("/v2/requests/a%20b+c/status").orElseThrow();

        assertThat(operation.operationId()).isEqualTo("getJobStatus");
        assertThat(operation.pathParameters("/v2/requests/a%20b+c/status")).contains(Map.of("request_id", "a b+c"));
        assertThat(operation.pathParameters("/v2/requests/%zz/status")).contains(Map.of("request_id", "%zz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/requests//status",
                "/v2/requests/a/b/status",
                "/v2/requests/a/other",
                "/v2/requests/a/status/"
            })
    void pathParameters_ofAnotherPath_areEmpty(String path) {
        assertThat(operation(STATUS).pathParameters(path)).isEmpty();
    }

    @Test
    void operation_ofTheDocument_knowsItsServerAndParameters() {
        assertThat(document.server()).isEqualTo("https://api.segmind.com");
        assertThat(operation(STATUS).server()).isEqualTo("https://api.segmind.com");
        assertThat(operation(HISTORY).server()).isEqualTo("https://api.spotprod.segmind.com");
        assertThat(operation(STATUS).parameters())
                .extracting(ApiParameter::name, ApiParameter::in, ApiParameter::required)
                .containsExactly(tuple("request_id", ApiParameter.Location.PATH, true));
        assertThat(operation(HISTORY).parameters())
                .extracting(ApiParameter::in)
                .containsOnly(ApiParameter.Location.QUERY);
        assertThat(operation(STATUS).returnsVideo()).isFalse();
        assertThat(operation("/v1/pixverse-v6").returnsVideo()).isTrue();
        assertThat(operation("/v1/pixverse-v6").parameters()).isEmpty();
    }

    @Test
    void requiredRequestSchema_ofAnOperationWithoutABody_fails() {
        assertThatThrownBy(() -> operation(STATUS).requiredRequestSchema())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The operation getJobStatus must have a request body.");
    }

    @Test
    void location_ofAHeader_isRejected() {
        assertThatThrownBy(() -> ApiParameter.Location.of("header"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("in of a parameter must be path or query, but was header.");
    }
}
