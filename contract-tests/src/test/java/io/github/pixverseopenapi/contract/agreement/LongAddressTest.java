package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.JsonString;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses with more escapes than a regular expression of Java can repeat on its stack. */
class LongAddressTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final int ESCAPES = 100_000;

    @ParameterizedTest
    @CsvSource({"'',VALID", "%4,INVALID", "<,INVALID"})
    void validate_anAddressWithManyEscapes_clientAndSandboxAgree(String end, Verdict.Decision outcome) {
        ApiOperation operation = DOCUMENT.videoOperations().stream()
                .filter(candidate -> candidate.operationId().equals("imageToVideo"))
                .findFirst()
                .orElseThrow();
        String escapes = "a%41".repeat(ESCAPES);
        String address = JsonString.json("https://" + escapes + "@a/" + escapes + "#" + escapes + end);
        String json = MutableBody.minimum(Fields.of(DOCUMENT, operation))
                .with("image_url", address)
                .json();

        try (SandboxValidator sandbox = new SandboxValidator("sandbox", DOCUMENT)) {
            assertThat(List.of(new ClientValidator(DOCUMENT), new HarrelValidator("dev.harrel", DOCUMENT), sandbox))
                    .allSatisfy(validator -> assertThat(
                                    validator.validate(operation, json).outcome())
                            .as(validator.name())
                            .isEqualTo(outcome));
        }
    }
}
