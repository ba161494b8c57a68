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

/** Executes the calls and saves their videos. */
final class DemoRun {
    private final PixverseClient client;
    private final Path folder;
    private final Progress progress;

    DemoRun(PixverseClient client, Path folder, Progress progress) {
        this.client = client;
        this.folder = folder;
        this.progress = progress;
    }

    /** Executes all calls, even if some fail, and returns their results. */
    List<DemoResult> of(List<DemoCall> calls) {
        Map<DemoCall, StartedCall> asyncCalls = new LinkedHashMap<>();
        for (DemoCall call : calls) {
            if (call.isAsync()) {
                asyncCalls.put(call, start(call));
            }
        }
        List<DemoResult> results = new ArrayList<>();
        for (DemoCall call : calls) {
            results.add(result(call, call.isAsync() ? asyncCalls.get(call) : start(call)));
        }
        return results;
    }

    private StartedCall start(DemoCall call) {
        progress.started(call.operation());
        return new StartedCall(System.nanoTime(), call.start(client));
    }

    private DemoResult result(DemoCall call, StartedCall started) {
        Operation operation = call.operation();
        Path file = folder.resolve(operation.id() + ".mp4");
        try (Video video = started.video().get()) {
            video.saveTo(file, (saved, total) -> progress.bytes(operation, saved, total));
            return new DemoResult(
                    operation,
                    Files.size(file),
                    started.elapsed(),
                    video.metadata().cost().orElse(null),
                    file,
                    null);
        } catch (CompletionException e) {
            return failed(call, started, e.getCause());
        } catch (PixverseException | IOException e) {
            return failed(call, started, e);
        }
    }

    private DemoResult failed(DemoCall call, StartedCall started, Throwable failure) {
        progress.failed(call.operation());
        return new DemoResult(call.operation(), 0, started.elapsed(), null, null, failure.getMessage());
    }

    /**
     * A running call.
     *
     * @param startNanos the start time of {@link System#nanoTime()}
     * @param video waits for the video
     */
    private record StartedCall(long startNanos, Supplier<Video> video) {
        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - startNanos);
        }
    }
}
