package com.example.mcp;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the requests of the operations that make a video. */
final class VideoRequests {
    /** @param defaults has the required fields that have a default */
    private record Reader(PixverseRequest defaults, Function<String, PixverseRequest> fromJson) {}

    private static final Map<Operation, Reader> READERS = Map.of(
            Operation.TEXT_TO_VIDEO,
            new Reader(TextToVideoRequest.builder().build(), TextToVideoRequest::fromJson),
            Operation.IMAGE_TO_VIDEO,
            new Reader(ImageToVideoRequest.builder().build(), ImageToVideoRequest::fromJson),
            Operation.GENERATE_V5_VIDEO,
            new Reader(V5VideoRequest.builder().build(), V5VideoRequest::fromJson),
            Operation.EXTEND_V5_VIDEO,
            new Reader(V5ExtendRequest.builder().build(), V5ExtendRequest::fromJson),
            Operation.GENERATE_V6_VIDEO,
            new Reader(V6VideoRequest.builder().build(), V6VideoRequest::fromJson));

    private final McpJsonMapper json;

    VideoRequests(McpJsonMapper json) {
        this.json = json;
    }

    static List<String> operationIds() {
        return READERS.keySet().stream().map(Operation::id).sorted().toList();
    }

    static Operation operation(String id) {
        return READERS.keySet().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "operation must be one of " + operationIds() + ", but was \"" + id + "\""));
    }

    /** What a video costs at most; where no price is published, the highest of all operations. */
    static BigDecimal maxCostUsd(Operation operation) {
        return operation
                .highestPriceUsd()
                .orElseGet(() -> Arrays.stream(Operation.values())
                        .flatMap(other -> other.highestPriceUsd().stream())
                        .max(BigDecimal::compareTo)
                        .orElseThrow());
    }

    /** @throws IllegalArgumentException if the request breaks a rule; names every field */
    PixverseRequest read(Operation operation, Map<String, ?> fields) {
        Reader reader = READERS.get(operation);
        try {
            Map<String, Object> all = new LinkedHashMap<>(json.readValue(reader.defaults.toJson(), new TypeRef<>() {}));
            all.putAll(fields);
            PixverseRequest request = reader.fromJson.apply(json.writeValueAsString(all));
            if (!request.violations().isEmpty()) {
                throw new IllegalArgumentException("request is invalid: "
                        + request.violations().stream().map(Violation::message).collect(Collectors.joining("; ")));
            }
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
