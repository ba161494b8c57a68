package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.AspectRatio;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6AspectRatio;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How a program calls each operation. The requests have the fields of the document's examples, but other values,
 * because a pact is about kinds of requests and not about one.
 */
enum ClientCall {
    TEXT_TO_VIDEO("textToVideo", client -> client.textToVideo(TextToVideoRequest.builder()
            .prompt("Snow falls on a quiet harbour")
            .aspectRatio(AspectRatio.SQUARE_1_1)
            .duration(DurationSeconds.EIGHT)
            .quality(Quality.P720)
            .build())),
    IMAGE_TO_VIDEO("imageToVideo", client -> client.imageToVideo(ImageToVideoRequest.builder()
            .prompt("The sails fill with wind")
            .imageUrl("http://images.example.org/ship.jpg")
            .quality(Quality.P360)
            .build())),
    GENERATE_V5_VIDEO("generateV5Video", client -> client.generateV5Video(V5VideoRequest.builder()
            .prompt("A baker dusts a loaf with flour")
            .aspectRatio(AspectRatio.TALL_9_16)
            .quality(Quality.P1080)
            .soundEffectSwitch(false)
            .build())),
    EXTEND_V5_VIDEO("extendV5Video", client -> client.extendV5Video(V5ExtendRequest.builder()
            .prompt("The bus stops and its door opens")
            .videoUrl("https://videos.example.org/bus.mp4?part=1")
            .duration(DurationSeconds.EIGHT)
            .build())),
    GENERATE_V6_VIDEO("generateV6Video", client -> client.generateV6Video(V6VideoRequest.builder()
            .prompt("Rain runs down a window at night")
            .duration(12)
            .quality(Quality.P720)
            .aspectRatio(V6AspectRatio.ULTRAWIDE_21_9)
            .generateAudioSwitch(false)
            .build()));

    private final String operationId;
    private final Function<PixverseClient, Video> call;

    ClientCall(String operationId, Function<PixverseClient, Video> call) {
        this.operationId = operationId;
        this.call = call;
    }

    static ClientCall of(ApiOperation operation) {
        return Arrays.stream(values())
                .filter(call -> call.operationId.equals(operation.operationId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(operation.operationId() + " is not called here yet"));
    }

    Video with(PixverseClient client) {
        return call.apply(client);
    }
}
