package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.client.JobCandidate;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.fixtures.BoundaryValues;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a program calls each operation. The requests have the fields of the document's examples, but other values,
 * because a pact is about kinds of requests and not about one.
 */
final class PactCall {
    /** The job in the client's calls; another one than the pact's. */
    static final String JOB_ID = "Kf3_9x-2";

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final byte[] GIF = "GIF89a".getBytes(StandardCharsets.US_ASCII);

    private PactCall() {}

    /** Executes the call of an exchange that returns a video. */
    static Video video(PixverseClient client, PactCase exchange) {
        return OperationInvoker.call(
                client, exchange.operation().operationId(), request(exchange).toString());
    }

    /** Executes the call of an exchange that submits a job. */
    static VideoJob submit(PixverseClient client, PactCase exchange) {
        Operation video =
                OperationInvoker.operation(exchange.operation().submits().orElseThrow());
        return client.submit(OperationInvoker.request(video, request(exchange).toString()));
    }

    /** Loses the response of a paid call, and searches the history for it. */
    static List<JobCandidate> lookUp(PixverseClient client) {
        PixverseException lost = catchThrowableOfType(PixverseException.class, () -> video(client, PactCase.LOST));
        return client.lookUp(lost);
    }

    static String upload(PixverseClient client) {
        try {
            Path file = Files.write(Files.createTempFile("pact", ".gif"), GIF);
            try {
                return client.upload(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes the call of an exchange in the way that a program does, for a response that is no success. */
    static void execute(PixverseClient client, PactCase exchange) {
        if (exchange.operation().returnsVideo()) {
            video(client, exchange).close();
        } else if (exchange.operation().submits().isPresent()) {
            submit(client, exchange);
        } else if (exchange.calls(Operation.GET_JOB_RESULT)) {
            client.job(JOB_ID).result();
        } else if (exchange.calls(Operation.GET_JOB_STATUS) || exchange.calls(Operation.GET_REQUEST_HISTORY)) {
            client.job(JOB_ID).status();
        } else if (exchange.calls(Operation.GET_CREDITS)) {
            client.credits();
        } else if (exchange.calls(Operation.LIST_REQUEST_HISTORY)) {
            lookUp(client);
        } else if (exchange.calls(Operation.UPLOAD_ASSET)) {
            upload(client);
        } else {
            throw new AssertionError(
                    "how does a program call " + exchange.operation().operationId() + "?");
        }
    }

    private static JsonObject request(PactCase exchange) {
        return exchange.state().request(request(exchange.operation()));
    }

    /** The document's example, with another value in each field of which the document allows one beside the others. */
    static JsonObject request(ApiOperation operation) {
        JsonObject request = DOCUMENT.requestExample(operation)
                .orElseThrow(() -> new AssertionError(operation.operationId() + " has no example of a request"));
        for (Field field : Fields.of(DOCUMENT, operation)) {
            JsonElement example = request.get(field.name());
            if (example != null) {
                for (JsonElement other : otherValues(field, example)) {
                    request.add(field.name(), other);
                    if (RequestValidator.of(DOCUMENT)
                            .validate(operation, request)
                            .isEmpty()) {
                        break;
                    }
                    request.add(field.name(), example);
                }
            }
        }
        return request;
    }

    private static List<JsonElement> otherValues(Field field, JsonElement example) {
        if (field.type().equals("string") && field.listed().isEmpty()) {
            String text = field.name().endsWith("_url")
                    ? "http://files.example.org/ship?part=1"
                    : "Snow falls on a quiet harbour";
            return List.of(new JsonPrimitive(text));
        }
        return BoundaryValues.of(field).stream()
                .filter(value -> !value.equals(example))
                .toList();
    }
}
