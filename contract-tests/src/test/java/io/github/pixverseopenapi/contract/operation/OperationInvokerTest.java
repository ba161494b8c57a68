package io.github.pixverseopenapi.contract.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.OperationIds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationInvokerTest {
    @Test
    void call_unknownOperation_namesTheKnownOnes() {
        assertThatThrownBy(() -> OperationInvoker.call(null, "textToPicture", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("operation must be one of " + OperationIds.sorted() + ", but was textToPicture");
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void requestType_ofAnOperation_isNamedLikeItsSchema(Operation operation) {
        assertThat(OperationInvoker.operation(operation.id())).isEqualTo(operation);
        assertThat(OperationInvoker.requestType(operation).getSimpleName())
                .isEqualTo(ApiDocument.load()
                        .operation(operation.path())
                        .orElseThrow()
                        .requiredRequestSchema());
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void request_validOrMalformedJson_isReadOrRejectedByTheClient(Operation operation) {
        assertThat(OperationInvoker.request(operation, "{\"prompt\":7}"))
                .isInstanceOf(OperationInvoker.requestType(operation))
                .extracting(PixverseRequest::toJson)
                .isEqualTo("{\"prompt\":7}");
        assertThatThrownBy(() -> OperationInvoker.request(operation, "[]"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void call_closedClient_throwsTheClientsException(Operation operation) {
        PixverseClient client = PixverseClient.create("a-key");
        client.close();
        PixverseRequest request = OperationInvoker.request(operation, "{}");
        Duration timeout = Duration.ofSeconds(1);

        assertThatThrownBy(() -> OperationInvoker.call(client, operation, request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
        assertThatThrownBy(() -> OperationInvoker.call(client, operation, request, timeout))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
        assertThatThrownBy(() -> OperationInvoker.callAsync(client, operation, request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
        assertThatThrownBy(() -> OperationInvoker.callAsync(client, operation, request, timeout))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
    }
}
