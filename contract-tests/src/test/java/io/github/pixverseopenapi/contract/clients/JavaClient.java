package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;

/** The client that the others are compared with. Operations and requests are found by their names in the document. */
final class JavaClient implements LanguageClient {
    private final PixverseClient client;

    JavaClient(String baseUrl, String key) {
        // One request for each call, as in the other languages, which have no retries at all.
        client = PixverseClient.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    /** The fields that the client's builder starts with, overlaid with those that the case sets. */
    static JsonObject completed(ApiOperation operation, JsonObject fields) {
        JsonObject completed =
                JsonParser.parseString(started(operation).toJson()).getAsJsonObject();
        fields.entrySet().forEach(field -> completed.add(field.getKey(), field.getValue()));
        return completed;
    }

    @Override
    public CaseOutcome call(ClientCase call) {
        ApiOperation operation = ApiDocument.load().operations().stream()
                .filter(each -> each.operationId().equals(call.operation()))
                .findFirst()
                .orElseThrow();
        try (Video video = send(operation, call)) {
            return new CaseOutcome(CaseOutcome.Ending.VIDEO, 200, video.bytes().length, "");
        } catch (InvalidRequestException e) {
            return new CaseOutcome(CaseOutcome.Ending.NOT_SENT, 0, 0, e.getMessage());
        } catch (ConnectionException | CallTimeoutException e) {
            return new CaseOutcome(CaseOutcome.Ending.FAILED, 0, 0, e.getMessage());
        } catch (PixverseException e) {
            return new CaseOutcome(CaseOutcome.Ending.REFUSED, e.statusCode(), 0, e.getMessage());
        }
    }

    private Video send(ApiOperation operation, ClientCase call) {
        String json = completed(operation, call.request()).toString();
        try {
            Object request =
                    model(operation).getMethod("fromJson", String.class).invoke(null, json);
            Duration timeout = call.timeoutSeconds()
                    .map(seconds -> Duration.ofMillis((long) (seconds * 1000)))
                    .orElse(null);
            return (Video) PixverseClient.class
                    .getMethod(operation.operationId(), model(operation), Duration.class)
                    .invoke(client, request, timeout);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The client has no " + operation.operationId() + ".", e);
        }
    }

    private static PixverseRequest started(ApiOperation operation) {
        try {
            Object builder = model(operation).getMethod("builder").invoke(null);
            return (PixverseRequest) builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The client has no builder of " + operation.requestSchema() + ".", e);
        }
    }

    private static Class<?> model(ApiOperation operation) throws ClassNotFoundException {
        return Class.forName(PixverseRequest.class.getPackageName() + "." + operation.requestSchema());
    }

    @Override
    public void close() {
        client.close();
    }
}
