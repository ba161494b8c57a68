package com.example.mcp;

import com.example.mcp.Ledger.Entry;
import com.example.mcp.Ledger.State;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.JobFailedException;
import io.github.pixverseopenapi.client.JobTimeoutException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.Credits;
import io.github.pixverseopenapi.client.model.JobMetrics;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of the server. The SDK checks their arguments by their schemas. */
final class VideoTools {
    private static final String REQUEST_PROPERTIES = """
            "operation": {"type": "string", "enum": ["%s"]},
            "request": {"type": "object", "description": "Fields of the operation, such as prompt, duration, quality, \
            aspect_ratio, negative_prompt, seed and image_url. A wrong one is refused with what is allowed."}""".formatted(String.join("\", \"", VideoRequests.operationIds()));
    /** Less than what clients usually wait for a tool. */
    private static final int DEFAULT_SECONDS = 45;

    /** What a tool does with its arguments; its result is shown to the agent. */
    private interface Action {
        Map<String, ?> apply(Map<String, Object> arguments) throws IOException;
    }

    private final PixverseClient pixverse;
    private final Ledger ledger;
    private final Path folder;
    private final McpJsonMapper json;
    private final VideoRequests requests;
    private final Confirmations confirmations = new Confirmations();

    VideoTools(PixverseClient pixverse, Ledger ledger, Path folder, McpJsonMapper json) {
        this.pixverse = pixverse;
        this.ledger = ledger;
        this.folder = folder;
        this.json = json;
        this.requests = new VideoRequests(json);
    }

    List<SyncToolSpecification> specifications() {
        ToolAnnotations free = ToolAnnotations.builder().readOnlyHint(true).build();
        ToolAnnotations billed = ToolAnnotations.builder()
                .readOnlyHint(false)
                .destructiveHint(true)
                .idempotentHint(false)
                .build();
        return List.of(
                tool(
                        "price",
                        "What a video costs at most and whether its request is valid. Free. Returns the confirmation that"
                                + " submit needs.",
                        free,
                        REQUEST_PROPERTIES,
                        "\"operation\", \"request\"",
                        this::price),
                tool(
                        "submit",
                        "Starts a video. BILLED, unless it is refused. Never repeat it without calling list first.",
                        billed,
                        REQUEST_PROPERTIES + ", \"confirmation\": {\"type\": \"string\"}",
                        "\"operation\", \"request\", \"confirmation\"",
                        this::submit),
                tool(
                        "await",
                        "Waits for a submitted video and saves it. Free, and may be repeated.",
                        ToolAnnotations.builder().idempotentHint(true).build(),
                        "\"job\": {\"type\": \"string\"}, \"seconds\": {\"type\": \"integer\", \"minimum\": 1,"
                                + " \"maximum\": 600}",
                        "\"job\"",
                        this::await),
                tool(
                        "list",
                        "The videos of this server, and what is left of its budget. Free.",
                        free,
                        "",
                        "",
                        this::list),
                tool("credits", "The credits of the account in US dollars. Free.", free, "", "", this::credits));
    }

    private Map<String, ?> price(Map<String, Object> arguments) {
        Operation operation = operation(arguments);
        PixverseRequest request = request(operation, arguments);
        BigDecimal maxCostUsd = VideoRequests.maxCostUsd(operation);
        BigDecimal remainingUsd = ledger.remainingUsd();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("maxCostUsd", maxCostUsd);
        result.put("priceIsPublished", operation.highestPriceUsd().isPresent());
        result.put("remainingBudgetUsd", remainingUsd);
        boolean isWithinBudget = maxCostUsd.compareTo(remainingUsd) <= 0;
        result.put("isWithinBudget", isWithinBudget);
        if (isWithinBudget) {
            result.put("confirmation", confirmations.issue(request));
        }
        return result;
    }

    private Map<String, ?> submit(Map<String, Object> arguments) {
        Operation operation = operation(arguments);
        PixverseRequest request = request(operation, arguments);
        confirmations.redeem((String) arguments.get("confirmation"), request);
        BigDecimal maxCostUsd = VideoRequests.maxCostUsd(operation);
        Entry entry = ledger.reserve(operation.id(), request.toJson(), maxCostUsd);
        String job;
        try {
            job = pixverse.submit(request).id();
        } catch (PixverseException e) {
            if (e.billing() == Billing.NOT_SENT || e.billing() == Billing.NOT_BILLED) {
                ledger.release(entry);
            } else {
                ledger.update(entry, sent -> sent.with(State.UNCLEAR, maxCostUsd, null));
            }
            throw e;
        }
        try {
            ledger.update(entry, sent -> sent.with(State.SUBMITTED, maxCostUsd, job));
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException("Job " + job + " was submitted. " + e.getMessage(), e.getCause());
        }
        return Map.of("job", job, "maxCostUsd", maxCostUsd);
    }

    private Map<String, ?> await(Map<String, Object> arguments) {
        String id = (String) arguments.get("job");
        Number seconds = (Number) arguments.getOrDefault("seconds", DEFAULT_SECONDS);
        // Only a known id becomes the name of a file.
        Entry entry = ledger.entries().stream()
                .filter(other -> id.equals(other.job()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("job must be one that submit returned"));
        Path file = folder.resolve(id + ".mp4");
        if (entry.state() == State.SAVED && Files.exists(file)) {
            return saved(file, entry.costUsd());
        }
        VideoJob job = pixverse.job(id);
        try (Video video = job.await(Duration.ofSeconds(seconds.longValue()))) {
            video.saveTo(file);
        } catch (JobTimeoutException e) {
            return Map.of("state", "RUNNING", "next", "Call await again");
        } catch (JobFailedException e) {
            ledger.update(entry, sent -> sent.with(State.FAILED, BigDecimal.ZERO, id));
            throw e;
        }
        BigDecimal costUsd = job.result()
                .metrics()
                .flatMap(JobMetrics::cost)
                .map(BigDecimal::valueOf)
                .orElse(entry.costUsd());
        ledger.update(entry, sent -> sent.with(State.SAVED, costUsd, id));
        return saved(file, costUsd);
    }

    private static Map<String, ?> saved(Path file, BigDecimal costUsd) {
        return Map.of("state", State.SAVED, "file", file.toString(), "costUsd", costUsd);
    }

    private Map<String, ?> list(Map<String, Object> arguments) {
        return Map.of(
                "budgetUsd", ledger.budgetUsd(),
                "remainingBudgetUsd", ledger.remainingUsd(),
                "videos", ledger.entries());
    }

    private Map<String, ?> credits(Map<String, Object> arguments) {
        Credits credits = pixverse.credits();
        Map<String, Object> result = new LinkedHashMap<>();
        credits.credits().ifPresent(usd -> result.put("credits", usd));
        credits.freeCredits().ifPresent(usd -> result.put("freeCredits", usd));
        return result;
    }

    private static Operation operation(Map<String, Object> arguments) {
        return VideoRequests.operation((String) arguments.get("operation"));
    }

    private PixverseRequest request(Operation operation, Map<String, Object> arguments) {
        Map<String, Object> fields = new LinkedHashMap<>();
        ((Map<?, ?>) arguments.get("request")).forEach((name, value) -> fields.put((String) name, value));
        return requests.read(operation, fields);
    }

    /** @param required the names of the arguments without which the tool is not called */
    private SyncToolSpecification tool(
            String name,
            String description,
            ToolAnnotations annotations,
            String properties,
            String required,
            Action action) {
        String schema = "{\"type\": \"object\", \"properties\": {" + properties + "}, \"required\": [" + required
                + "], \"additionalProperties\": false}";
        Tool tool = Tool.builder(name, json, schema)
                .description(description)
                .annotations(annotations)
                .build();
        return new SyncToolSpecification(tool, (exchange, call) -> result(action, call.arguments()));
    }

    private CallToolResult result(Action action, Map<String, Object> arguments) {
        try {
            Map<String, ?> result = action.apply(arguments == null ? Map.of() : arguments);
            return CallToolResult.builder()
                    .structuredContent(result)
                    .addTextContent(json.writeValueAsString(result))
                    .build();
        } catch (IllegalArgumentException | PixverseException | UncheckedIOException | IOException e) {
            return CallToolResult.builder()
                    .isError(true)
                    .addTextContent(e.getMessage())
                    .build();
        }
    }
}
