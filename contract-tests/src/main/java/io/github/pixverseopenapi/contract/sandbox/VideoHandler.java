package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.time.Duration;
import java.util.Map;

/** Handles calls that return a video at once: charges the call and returns the video. */
final class VideoHandler implements OperationHandler {

    private final GenerationStore store;
    private final GenerationPlan.Planner planner;
    private final VideoHeaders videoHeaders;
    private volatile Duration latency;

    VideoHandler(ApiDocument document, GenerationStore store, GenerationPlan.Planner planner, Duration latency) {
        this.store = store;
        this.planner = planner;
        this.latency = latency;
        this.videoHeaders = new VideoHeaders(document);
    }

    void setLatency(Duration newLatency) {
        latency = newLatency;
    }

    Duration latency() {
        return latency;
    }

    @Override
    public StubResponse handle(ValidRequest request) throws RejectedRequestException {
        Duration delay = latency;
        Generation generation = store.generate(request, planner.plan(request.operation(), request.body()), delay);
        GenerationPlan plan = generation.plan();
        StubResponse response = StubResponse.of(
                        200, Mp4Boxes.MEDIA_TYPE, plan.video().mp4())
                .withDelay(delay)
                .withHeader(ResponseWriter.REQUEST_ID, generation.id());
        Map<String, String> headers = videoHeaders.of(
                request.operation(), plan.cost(), generation.remainingCredits().orElseThrow(), plan.seed());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }
}
