package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.Style;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6AspectRatio;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.util.List;
import java.util.function.Supplier;

/**
 * A call of the demo.
 *
 * @param operation the operation
 * @param description a short description of the request
 * @param isAsync whether the call runs concurrently with others
 * @param request the request
 */
record DemoCall(Operation operation, String description, boolean isAsync, PixverseRequest request) {

    /** All five operations; the first two run concurrently, the others sequentially. */
    static List<DemoCall> all(String imageUrl, String videoUrl) {
        TextToVideoRequest boat = TextToVideoRequest.builder()
                .prompt("A paper boat drifts along a rainy street, seen from close above the water")
                .seed(7)
                .build();
        ImageToVideoRequest lighthouse = ImageToVideoRequest.builder()
                .imageUrl(imageUrl)
                .prompt("The lamp begins to turn while clouds pass behind it")
                .quality(Quality.P360)
                .build();
        V5VideoRequest potter = V5VideoRequest.builder()
                .prompt("A potter shapes a tall vase, clay turning slowly under wet hands")
                .duration(DurationSeconds.EIGHT)
                .style(Style.CLAY)
                .build();
        V5ExtendRequest train = V5ExtendRequest.builder()
                .videoUrl(videoUrl)
                .prompt("The train leaves the tunnel and crosses a bridge")
                .build();
        V6VideoRequest kite = V6VideoRequest.builder()
                .prompt("A kite climbs over a windy beach at noon")
                .duration(5)
                .aspectRatio(V6AspectRatio.ULTRAWIDE_21_9)
                .generateAudioSwitch(true)
                .build();
        return List.of(
                new DemoCall(Operation.TEXT_TO_VIDEO, "5 s, 540p, from a text", true, boat),
                new DemoCall(Operation.IMAGE_TO_VIDEO, "5 s, 360p, from an image", true, lighthouse),
                new DemoCall(Operation.GENERATE_V5_VIDEO, "8 s, 540p, clay style", false, potter),
                new DemoCall(Operation.EXTEND_V5_VIDEO, "5 s more of a video", false, train),
                new DemoCall(Operation.GENERATE_V6_VIDEO, "5 s, 21:9, with sound", false, kite));
    }

    /** Starts the call: immediately if asynchronous, else when the supplier is called, which waits for the video. */
    Supplier<Video> start(PixverseClient client) {
        return isAsync
                ? OperationInvoker.callAsync(client, operation, request)::join
                : () -> OperationInvoker.call(client, operation, request);
    }
}
