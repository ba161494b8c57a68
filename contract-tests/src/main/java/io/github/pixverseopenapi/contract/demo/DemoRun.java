package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Makes the calls and saves their videos. */
final class DemoRun {
    private final PixverseClient client;
    private final Path folder;
    private final Progress progress;

    DemoRun(PixverseClient client, Path folder, Progress progress) {
        this.client = client;
        this.folder = folder;
        this.progress = progress;
    }

    /** How each call ended; one that fails does not keep the others from being made. */
    List<DemoResult> of(List<DemoCall> calls) {
        Map<DemoCall, Asked> inBackground = new LinkedHashMap<>();
        for (DemoCall call : calls) {
            if (call.inBackground()) {
                inBackground.put(call, ask(call));
            }
        }
        List<DemoResult> outcomes = new ArrayList<>();
        for (DemoCall call : calls) {
            outcomes.add(outcome(call, call.inBackground() ? inBackground.get(call) : ask(call)));
        }
        return outcomes;
    }

    private Asked ask(DemoCall call) {
        progress.asked(call.operation());
        return new Asked(System.nanoTime(), call.ask().apply(client));
    }

    private DemoResult outcome(DemoCall call, Asked asked) {
        Operation operation = call.operation();
        Path file = folder.resolve(operation.id() + ".mp4");
        try (Video video = asked.video().get()) {
            video.saveTo(file, (saved, total) -> progress.bytes(operation, saved, total));
            return new DemoResult(
                    operation,
                    call.asked(),
                    video.metadata().statusCode(),
                    Files.size(file),
                    asked.ago(),
                    video.metadata().requestId().orElse(""),
                    video.metadata().cost().orElse(null),
                    file,
                    null);
        } catch (CompletionException e) {
            return failed(call, asked, e.getCause());
        } catch (PixverseException | IOException e) {
            return failed(call, asked, e);
        }
    }

    private DemoResult failed(DemoCall call, Asked asked, Throwable failure) {
        progress.failed(call.operation());
        PixverseException answer = failure instanceof PixverseException ? (PixverseException) failure : null;
        return new DemoResult(
                call.operation(),
                call.asked(),
                answer == null ? 0 : answer.statusCode(),
                0,
                asked.ago(),
                answer == null ? "" : answer.requestId().orElse(""),
                null,
                null,
                failure.getMessage());
    }

    /**
     * A call on its way.
     *
     * @param at when it was asked, on the clock for measuring
     * @param video waits for the video
     */
    private record Asked(long at, Supplier<Video> video) {
        Duration ago() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }
}
