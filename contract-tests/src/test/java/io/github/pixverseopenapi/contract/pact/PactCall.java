package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.AspectRatio;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6AspectRatio;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.util.Map;
import java.util.Optional;

/**
 * How a program calls each operation. The requests have the fields of the document's examples, but other values,
 * because a pact is about kinds of requests and not about one.
 */
final class PactCall {
    private static final Map<Operation, PixverseRequest> VALID_REQUESTS = Map.of(
            Operation.TEXT_TO_VIDEO,
            TextToVideoRequest.builder()
                    .prompt("Snow falls on a quiet harbour")
                    .aspectRatio(AspectRatio.SQUARE_1_1)
                    .duration(DurationSeconds.EIGHT)
                    .quality(Quality.P720)
                    .build(),
            Operation.IMAGE_TO_VIDEO,
            ImageToVideoRequest.builder()
                    .prompt("The sails fill with wind")
                    .imageUrl("http://images.example.org/ship.jpg")
                    .quality(Quality.P360)
                    .build(),
            Operation.GENERATE_V5_VIDEO,
            V5VideoRequest.builder()
                    .prompt("A baker dusts a loaf with flour")
                    .aspectRatio(AspectRatio.TALL_9_16)
                    .quality(Quality.P1080)
                    .soundEffectSwitch(false)
                    .build(),
            Operation.EXTEND_V5_VIDEO,
            V5ExtendRequest.builder()
                    .prompt("The bus stops and its door opens")
                    .videoUrl("https://videos.example.org/bus.mp4?part=1")
                    .duration(DurationSeconds.EIGHT)
                    .build(),
            Operation.GENERATE_V6_VIDEO,
            V6VideoRequest.builder()
                    .prompt("Rain runs down a window at night")
                    .duration(12)
                    .quality(Quality.P720)
                    .aspectRatio(V6AspectRatio.ULTRAWIDE_21_9)
                    .generateAudioSwitch(false)
                    .build());

    private PactCall() {}

    /** Executes the call of an exchange in its provider state. */
    static Video with(PixverseClient client, PactCase exchange) {
        Operation operation = OperationInvoker.operation(exchange.operation().operationId());
        PixverseRequest valid = Optional.ofNullable(VALID_REQUESTS.get(operation))
                .orElseThrow(() -> new AssertionError(exchange + ": its operation is not called here yet"));
        JsonObject request = exchange.situation()
                .request(JsonParser.parseString(valid.toJson()).getAsJsonObject());
        return OperationInvoker.call(client, operation.id(), request.toString());
    }
}
