package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.document.Message;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Invokes the client method of an operation with a JSON request. */
public final class OperationInvoker {

    private static final Map<String, BiFunction<PixverseClient, String, Video>> METHODS = Map.of(
            "textToVideo", (client, json) -> client.textToVideo(TextToVideoRequest.fromJson(json)),
            "imageToVideo", (client, json) -> client.imageToVideo(ImageToVideoRequest.fromJson(json)),
            "generateV5Video", (client, json) -> client.generateV5Video(V5VideoRequest.fromJson(json)),
            "extendV5Video", (client, json) -> client.extendV5Video(V5ExtendRequest.fromJson(json)),
            "generateV6Video", (client, json) -> client.generateV6Video(V6VideoRequest.fromJson(json)));

    private OperationInvoker() {}

    /**
     * Calls an operation.
     *
     * @throws IllegalArgumentException when the client has no such operation
     */
    public static Video call(PixverseClient client, String operationId, String json) {
        return Optional.ofNullable(METHODS.get(operationId))
                .orElseThrow(() -> new IllegalArgumentException(Message.of(
                        "operation",
                        "one of "
                                + String.join(
                                        ", ", METHODS.keySet().stream().sorted().toList()),
                        operationId)))
                .apply(client, json);
    }
}
