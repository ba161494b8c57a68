package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.time.Duration;

/** The client that the others are compared with. Requests start as its builders do. */
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
    static JsonObject completed(Operation operation, JsonObject fields) {
        JsonObject completed =
                JsonParser.parseString(started(operation).toJson()).getAsJsonObject();
        fields.entrySet().forEach(field -> completed.add(field.getKey(), field.getValue()));
        return completed;
    }

    @Override
    public CaseOutcome call(ClientCase call) {
        try (Video video = send(call)) {
            return new CaseOutcome(CaseOutcome.Ending.VIDEO, 200, video.bytes().length, "");
        } catch (InvalidRequestException e) {
            return new CaseOutcome(CaseOutcome.Ending.NOT_SENT, 0, 0, e.getMessage());
        } catch (ConnectionException | CallTimeoutException e) {
            return new CaseOutcome(CaseOutcome.Ending.FAILED, 0, 0, e.getMessage());
        } catch (PixverseException e) {
            return new CaseOutcome(CaseOutcome.Ending.REFUSED, e.statusCode(), 0, e.getMessage());
        }
    }

    private Video send(ClientCase call) {
        Operation operation = OperationInvoker.operation(call.operation());
        String json = completed(operation, call.request()).toString();
        Duration timeout = call.timeoutSeconds()
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)))
                .orElse(null);
        return OperationInvoker.call(client, operation, OperationInvoker.request(operation, json), timeout);
    }

    private static PixverseRequest started(Operation operation) {
        Class<?> type = OperationInvoker.requestType(operation);
        try {
            Object builder = type.getMethod("builder").invoke(null);
            return (PixverseRequest) builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The client has no builder of " + type.getSimpleName() + ".", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
