package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How a program calls each operation. The requests have the fields of the document's examples, but other values,
 * because a pact is about kinds of requests and not about one.
 */
enum PactCall {
    TEXT_TO_VIDEO(
            "textToVideo",
            TextToVideoRequest.builder()
                    .prompt("Snow falls on a quiet harbour")
                    .aspectRatio(AspectRatio.SQUARE_1_1)
                    .duration(DurationSeconds.EIGHT)
                    .quality(Quality.P720)
                    .build(),
            TextToVideoRequest::fromJson,
            PixverseClient::textToVideo),
    IMAGE_TO_VIDEO(
            "imageToVideo",
            ImageToVideoRequest.builder()
                    .prompt("The sails fill with wind")
                    .imageUrl("http://images.example.org/ship.jpg")
                    .quality(Quality.P360)
                    .build(),
            ImageToVideoRequest::fromJson,
            PixverseClient::imageToVideo),
    GENERATE_V5_VIDEO(
            "generateV5Video",
            V5VideoRequest.builder()
                    .prompt("A baker dusts a loaf with flour")
                    .aspectRatio(AspectRatio.TALL_9_16)
                    .quality(Quality.P1080)
                    .soundEffectSwitch(false)
                    .build(),
            V5VideoRequest::fromJson,
            PixverseClient::generateV5Video),
    EXTEND_V5_VIDEO(
            "extendV5Video",
            V5ExtendRequest.builder()
                    .prompt("The bus stops and its door opens")
                    .videoUrl("https://videos.example.org/bus.mp4?part=1")
                    .duration(DurationSeconds.EIGHT)
                    .build(),
            V5ExtendRequest::fromJson,
            PixverseClient::extendV5Video),
    GENERATE_V6_VIDEO(
            "generateV6Video",
            V6VideoRequest.builder()
                    .prompt("Rain runs down a window at night")
                    .duration(12)
                    .quality(Quality.P720)
                    .aspectRatio(V6AspectRatio.ULTRAWIDE_21_9)
                    .generateAudioSwitch(false)
                    .build(),
            V6VideoRequest::fromJson,
            PixverseClient::generateV6Video);

    private final String operationId;
    private final PixverseRequest good;
    private final BiFunction<PixverseClient, JsonObject, Video> call;

    <R extends PixverseRequest> PactCall(
            String operationId, R good, Function<String, R> reader, BiFunction<PixverseClient, R, Video> method) {
        this.operationId = operationId;
        this.good = good;
        this.call = (client, request) -> method.apply(client, reader.apply(request.toString()));
    }

    /** Executes the call of an exchange in its provider state. */
    static Video with(PixverseClient client, PactCase exchange) {
        PactCall called = Arrays.stream(values())
                .filter(call -> call.operationId.equals(exchange.operation().operationId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(exchange + ": its operation is not called here yet"));
        JsonObject good = JsonParser.parseString(called.good.toJson()).getAsJsonObject();
        return called.call.apply(client, exchange.situation().request(good));
    }
}
