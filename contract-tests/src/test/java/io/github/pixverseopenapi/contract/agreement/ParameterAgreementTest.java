package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.HistorySortField;
import io.github.pixverseopenapi.client.model.HistoryState;
import io.github.pixverseopenapi.client.model.SortOrder;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two validators, the client and the sandbox return the same verdict on the parameters of the free operations. */
@Tag("agreement")
class ParameterAgreementTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final AgreementOptions SETTINGS = AgreementOptions.read();
    private static final int REQUESTS_TO_A_BROKEN_RULE = 500;

    static List<ApiOperation> operations() {
        return ParameterCases.operations(DOCUMENT);
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void validate_randomParameters_allAgree(ApiOperation operation) {
        int requests = SETTINGS.http() / operations().size();
        VerdictCounts tally = new VerdictCounts();
        Agreement agreement = new Agreement(tally);
        try (ClientParameters client = new ClientParameters();
                SandboxParameters sandbox = new SandboxParameters(DOCUMENT)) {
            Stream<Validator> others =
                    Stream.of(new NetworkntParameters(DOCUMENT), new HarrelParameters(DOCUMENT), sandbox);
            List<Validator> validators = Stream.concat(
                            others, hasPathParameter(operation) ? Stream.of(client) : Stream.empty())
                    .toList();
            ParameterCases cases = new ParameterCases(DOCUMENT, operation);
            IntStream.range(0, requests)
                    .parallel()
                    .forEach(number -> agreement.validate(operation, cases.at(SETTINGS.seed(), number), validators));
        }
        System.out.println("agreement: " + operation.operationId() + ", random parameters of seed " + SETTINGS.seed()
                + ": " + tally);
        agreement.require();
    }

    private static boolean hasPathParameter(ApiOperation operation) {
        return operation.parameters().stream().anyMatch(parameter -> parameter.in() == ApiParameter.Location.PATH);
    }

    @Test
    void listRequestHistory_ofTheClient_sendsTheGivenParameters() {
        try (PixverseClient client = PixverseClient.create("a-key")) {
            HttpUrl url = client.api()
                    .listRequestHistory(
                            3,
                            100,
                            "2026-11-18",
                            "2026-11-24",
                            "a b&c+d%41",
                            HistoryState.FAILED,
                            HistorySortField.MODEL_NAME,
                            SortOrder.ASC)
                    .request()
                    .url();

            assertThat(url.encodedPath()).isEqualTo("/inference-request/request-history");
            assertThat(url.queryParameterNames().stream().map(name -> name + "=" + url.queryParameterValues(name)))
                    .containsExactly(
                            "page=[3]",
                            "per_page=[100]",
                            "from_date=[2026-11-18]",
                            "to_date=[2026-11-24]",
                            "model_name=[a b&c+d%41]",
                            "status=[FAILED]",
                            "sort_by=[model_name]",
                            "sort_order=[asc]");
            assertThat(new HarrelParameters(DOCUMENT).validate(history(), url.encodedPath() + "?" + url.encodedQuery()))
                    .isEqualTo(Verdict.VALID);
        }
    }

    private static ApiOperation history() {
        return operations().stream()
                .filter(operation -> !hasPathParameter(operation))
                .findFirst()
                .orElseThrow();
    }

    /** The comparison detects that any one validator reads another document. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listRequestHistory | \"maximum\":100 | \"maximum\":99",
                "listRequestHistory | \"minimum\":1,\"default\":1 | \"minimum\":2,\"default\":1",
                "listRequestHistory | -[0-9]{2}$ | -[01][0-9]$",
                "listRequestHistory | \"enum\":[\"asc\",\"desc\"] | \"enum\":[\"asc\"]",
                "getJobStatus | {1,100}$ | {1,99}$",
                "getJobResult | ^[0-9A-Za-z_-]{1,100} | ^[0-9A-Za-z_.-]{1,100}",
                "getRequestHistory | {1,100}$ | {2,100}$"
            })
    void validate_ruleBrokenInAValidatorOrTheSandbox_disagrees(
            String operationId, String rule, String broken, @TempDir Path folder) throws IOException {
        String text = DOCUMENT.json().toString();
        assertThat(text).contains(rule);
        // JSON is YAML.
        ApiDocument tampered =
                ApiDocument.load(Files.writeString(folder.resolve("tampered.yaml"), text.replace(rule, broken)));
        ApiOperation operation = operations().stream()
                .filter(each -> each.operationId().equals(operationId))
                .findFirst()
                .orElseThrow();
        try (SandboxParameters sandbox = new SandboxParameters(tampered)) {
            for (Validator validator :
                    List.of(new NetworkntParameters(tampered), new HarrelParameters(tampered), sandbox)) {
                Agreement agreement = new Agreement(new VerdictCounts());
                ParameterCases cases = new ParameterCases(DOCUMENT, operation);
                List<Validator> validators = List.of(new HarrelParameters(DOCUMENT), validator);
                IntStream.range(0, REQUESTS_TO_A_BROKEN_RULE)
                        .forEach(number -> agreement.validate(operation, cases.at(1, number), validators));

                assertThatThrownBy(agreement::require)
                        .as(validator.name())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining(" disagreements; the first:")
                        .hasMessageContaining(operationId + ", random parameters ");
            }
        }
    }
}
