package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each documented error of each operation has the exception and the bill that the document gives it. */
@Tag("pit-calls")
class StatusExceptionsTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    static Stream<Arguments> errors() {
        return DOCUMENT.operations().stream()
                .flatMap(operation -> DOCUMENT.responses(operation).entrySet().stream()
                        .filter(response -> response.getValue().has("x-exception"))
                        .map(response -> Arguments.of(
                                operation.operationId(), Integer.valueOf(response.getKey()), response.getValue())));
    }

    private static Operation operation(String id) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static PixverseException exception(Operation operation, int status) {
        return StatusExceptions.of(operation, Failure.refused(operation, status, Billing.NOT_SENT, "a reason", null));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("errors")
    void of_documentedStatus_hasItsExceptionAndBill(String operation, int status, JsonObject response) {
        PixverseException exception = exception(operation(operation), status);

        assertThat(exception.getClass().getSimpleName())
                .isEqualTo(response.get("x-exception").getAsString());
        assertThat(exception.billing().name())
                .isEqualTo(response.get("x-billing").getAsString());
        assertThat(exception.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"599, ServerException", "418, UnexpectedResponseException", "303, UnexpectedResponseException"})
    void of_undocumentedStatus_isOfItsClass(int status, String type) {
        for (ApiOperation operation : DOCUMENT.operations()) {
            assertThat(exception(operation(operation.operationId()), status)
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(type);
        }
    }
}
