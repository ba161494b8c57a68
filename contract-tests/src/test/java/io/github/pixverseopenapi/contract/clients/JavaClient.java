package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.JobFailedException;
import io.github.pixverseopenapi.client.JobTimeoutException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.SaveFailedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.contract.clients.CaseOutcome.Ending;
import io.github.pixverseopenapi.contract.fixtures.ReflectiveObject;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The client that the others are compared with; it plays the same cases. Requests start as its builders do. */
final class JavaClient implements LanguageClient {
    private final String baseUrl;
    private final String key;
    private final Map<Options, PixverseClient> clients = new HashMap<>();

    private record Options(String baseUrl, int maxRetries, boolean validate) {}

    JavaClient(String baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    /** The fields that the client's builder starts with, overlaid with those that the case sets. */
    static JsonObject completed(Operation operation, JsonObject fields) {
        JsonObject completed = JsonParser.parseString(
                        OperationInvoker.defaults(operation).toJson())
                .getAsJsonObject();
        fields.entrySet().forEach(field -> completed.add(field.getKey(), field.getValue()));
        return completed;
    }

    @Override
    public CaseOutcome call(ClientCase call, Placeholders placeholders) {
        ClientCase resolved = ClientCase.parse(call.input(placeholders));
        Options options = new Options(
                resolved.text("baseUrl").orElse(baseUrl),
                resolved.number("maxRetries").orElse(0.0).intValue(),
                !resolved.line().has("validate"));
        return outcome(clients.computeIfAbsent(options, this::client), resolved);
    }

    private PixverseClient client(Options options) {
        return PixverseClient.builder()
                .apiKey(key)
                .baseUrl(options.baseUrl())
                .maxRetries(options.maxRetries())
                .validateRequests(options.validate())
                .build();
    }

    private CaseOutcome outcome(PixverseClient client, ClientCase call) {
        try {
            return switch (call.text("do").orElse("bytes")) {
                case "save" -> save(client, call);
                case "cancel" -> cancel(client, call);
                case "show" -> show(client, call);
                case "concurrent" -> concurrent(client, call);
                case "job" -> JavaJobs.read(client, request(call), call);
                case "job-save" -> JavaJobs.save(client, request(call), call);
                case "resume" -> JavaJobs.resume(client, call);
                case "result" -> JavaJobs.result(client, call);
                case "credits" -> JavaJobs.credits(client);
                case "upload" -> JavaJobs.upload(client, call);
                default -> bytes(client, call);
            };
        } catch (CancellationException e) {
            return new CaseOutcome(ending(Ending.CANCELLED));
        } catch (PixverseException e) {
            return new CaseOutcome(failure(e));
        }
    }

    private static CaseOutcome bytes(PixverseClient client, ClientCase call) {
        try (Video video = send(client, call)) {
            return read(video);
        }
    }

    static CaseOutcome read(Video video) {
        JsonObject outcome = video(video.metadata());
        outcome.addProperty("bytes", video.bytes().length);
        return new CaseOutcome(outcome);
    }

    private static CaseOutcome save(PixverseClient client, ClientCase call) {
        Path target = Path.of(call.text("target").orElseThrow());
        return saved((VideoMetadata) ReflectiveObject.call(client, call.operation(), request(call), target), target);
    }

    static CaseOutcome saved(VideoMetadata metadata, Path target) {
        JsonObject outcome = video(metadata);
        try {
            outcome.addProperty("saved", Files.size(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CaseOutcome(outcome);
    }

    private static CaseOutcome cancel(PixverseClient client, ClientCase call) {
        Operation operation = OperationInvoker.operation(call.operation());
        CompletableFuture<Video> future = OperationInvoker.callAsync(client, operation, request(call));
        long millis = (long) (call.number("cancelAfterSeconds").orElseThrow() * 1000);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> future.cancel(true));
        try (Video video = future.join()) {
            return new CaseOutcome(video(video.metadata()));
        }
    }

    private static CaseOutcome concurrent(PixverseClient client, ClientCase call) {
        Operation operation = OperationInvoker.operation(call.operation());
        List<CompletableFuture<Video>> futures = call.requests().stream()
                .map(fields -> OperationInvoker.callAsync(client, operation, request(operation, fields)))
                .toList();
        JsonArray outcomes = new JsonArray();
        futures.forEach(future -> outcomes.add(joined(future)));
        JsonObject outcome = ending(Ending.DONE);
        outcome.add("calls", outcomes);
        return new CaseOutcome(outcome);
    }

    private static JsonObject joined(CompletableFuture<Video> future) {
        try (Video video = future.join()) {
            return read(video).properties();
        } catch (CompletionException e) {
            return failure((PixverseException) e.getCause());
        } catch (PixverseException e) {
            return failure(e);
        }
    }

    private static CaseOutcome show(PixverseClient client, ClientCase call) {
        PixverseRequest request = request(call);
        try (Video video = send(client, call)) {
            JsonObject outcome = video(video.metadata());
            JsonArray shown = new JsonArray();
            for (Object each : new Object[] {client, client.api(), request, video, video.metadata()}) {
                shown.add(each.toString());
            }
            outcome.add("shown", shown);
            return new CaseOutcome(outcome);
        }
    }

    private static Video send(PixverseClient client, ClientCase call) {
        Operation operation = OperationInvoker.operation(call.operation());
        Duration timeout = call.number("timeoutSeconds")
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)))
                .orElse(null);
        return OperationInvoker.call(client, operation, request(call), timeout);
    }

    private static PixverseRequest request(ClientCase call) {
        PixverseRequest request = request(OperationInvoker.operation(call.operation()), call.request());
        if (!call.line().has("additional")) {
            return request;
        }
        Object builder = ReflectiveObject.call(request, "toBuilder");
        call.line()
                .getAsJsonObject("additional")
                .entrySet()
                .forEach(field ->
                        ReflectiveObject.call(builder, "additionalProperty", field.getKey(), field.getValue()));
        return (PixverseRequest) ReflectiveObject.call(builder, "build");
    }

    private static PixverseRequest request(Operation operation, JsonObject fields) {
        return OperationInvoker.request(operation, completed(operation, fields).toString());
    }

    static JsonObject ending(Ending ending) {
        JsonObject outcome = new JsonObject();
        outcome.addProperty("outcome", ending.name());
        return outcome;
    }

    private static JsonObject video(VideoMetadata metadata) {
        JsonObject outcome = ending(Ending.VIDEO);
        outcome.addProperty("status", metadata.statusCode());
        JsonObject values = new JsonObject();
        metadata.requestId().ifPresent(value -> values.addProperty("requestId", value));
        metadata.cost().ifPresent(value -> values.addProperty("cost", value));
        metadata.remainingCredits().ifPresent(value -> values.addProperty("remainingCredits", value));
        metadata.generationSeconds().ifPresent(value -> values.addProperty("generationSeconds", value));
        metadata.seed().ifPresent(value -> values.addProperty("seed", value));
        outcome.add("metadata", values);
        return outcome;
    }

    private static JsonObject failure(PixverseException e) {
        JsonObject outcome = ending(ending(e));
        outcome.addProperty("error", e.getClass().getSimpleName().replaceAll("^Call|Exception$", ""));
        outcome.addProperty("billing", e.billing().name());
        outcome.addProperty("status", e.statusCode());
        e.requestId().ifPresent(id -> outcome.addProperty("requestId", id));
        outcome.addProperty("message", e.getMessage());
        outcome.addProperty("body", e.body());
        if (e instanceof InvalidRequestException invalid) {
            JsonArray violations = new JsonArray();
            invalid.violations().forEach(violation -> violations.add(violation(violation)));
            outcome.add("violations", violations);
        }
        if (e instanceof JobTimeoutException late) {
            outcome.addProperty("jobId", late.jobId());
        }
        if (e instanceof SaveFailedException failed) {
            failed.savedTo().ifPresent(file -> outcome.addProperty("savedTo", file.toString()));
        }
        return outcome;
    }

    private static Ending ending(PixverseException e) {
        if (e instanceof ConnectionException
                || e instanceof CallTimeoutException
                || e instanceof JobTimeoutException
                || e instanceof JobFailedException) {
            return Ending.FAILED;
        }
        return e.billing() == Billing.NOT_SENT ? Ending.NOT_SENT : Ending.REFUSED;
    }

    private static JsonElement violation(Violation violation) {
        JsonObject json = new JsonObject();
        JsonArray fields = new JsonArray();
        violation.fields().forEach(fields::add);
        json.add("fields", fields);
        json.addProperty("message", violation.message());
        return json;
    }

    @Override
    public void close() {
        clients.values().forEach(PixverseClient::close);
    }
}
