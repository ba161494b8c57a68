package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ValueProbes;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The document is equivalent in OpenAPI 3.0 and in JSON Schema 2020-12, except for the case in {@code
 * openapi/README.md}.
 */
@Execution(ExecutionMode.CONCURRENT)
class DialectTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final Validator JSON_SCHEMA = new NetworkntValidator("2020-12", DOCUMENT, Dialects.getDraft202012());
    private static final Validator OPENAPI = new NetworkntValidator("OpenAPI 3.0", DOCUMENT, Dialects.getOpenApi30());

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_inBothDialects_differsForSpelledOutIntegersOnly(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        Set<String> integers = new TreeSet<>();
        for (Field field : fields) {
            for (String value : ValueProbes.probes(field)) {
                String json =
                        MutableBody.minimum(fields).with(field.name(), value).json();
                Verdict.Decision newer = JSON_SCHEMA.validate(operation, json).outcome();
                Verdict.Decision older = OPENAPI.validate(operation, json).outcome();
                if (newer != older) {
                    assertThat(List.of(newer, older))
                            .as(json)
                            .containsExactly(Verdict.Decision.VALID, Verdict.Decision.INVALID);
                    assertThat(field.type()).as(json).isEqualTo("integer");
                    integers.add(value);
                }
            }
        }
        assertThat(integers.contains("5.0"))
                .as("%s", integers)
                .isEqualTo(fields.stream().anyMatch(field -> field.type().equals("integer")));
        assertThat(integers).allSatisfy(value -> {
            assertThat(value).matches("-?[0-9]+(\\.[0-9]+)?([eE].+)?").containsAnyOf(".", "e", "E");
            assertThat(new BigDecimal(value).stripTrailingZeros().scale()).isNotPositive();
        });
    }
}
