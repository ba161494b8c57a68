package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.SaveFailedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does with videos what callers do, and closes them. Saves to a few files, again and again. */
final class VideoReader {
    private static final List<Integer> WHOLE_SIZES = sizes();
    private static final int FILES = 16;
    private static final int A_FEW_BYTES = 100;

    private static final int LATEST_CLOSE_MICROS = 3_000;

    private final Path folder;
    private final ScheduledExecutorService closer;
    private final AtomicInteger saves = new AtomicInteger();

    /** @param closer closes videos while they are saved */
    VideoReader(Path folder, ScheduledExecutorService closer) {
        this.folder = folder;
        this.closer = closer;
    }

    /** How long videos are: each operation has a film of its own. */
    static List<Integer> wholeSizes() {
        return WHOLE_SIZES;
    }

    private static List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>(
                List.of(RandomResponses.LARGE_BYTES, StubResponse.video().body().length));
        try (Sandbox sandbox = Sandbox.start();
                PixverseClient client = PixverseClient.builder()
                        .apiKey(sandbox.apiKey())
                        .baseUrl(sandbox.baseUrl())
                        .build()) {
            for (Operation operation : OperationInvoker.videoOperations()) {
                try (Video video = OperationInvoker.call(client, operation, NumberedRequests.of(operation, 0))) {
                    sizes.add(video.bytes().length);
                }
            }
        }
        return List.copyOf(sizes);
    }

    CallOutcome read(ReadMode reading, Video video) throws IOException {
        try (video) {
            return CallOutcome.ofVideo(use(reading, video), video);
        } catch (PixverseException e) {
            return CallOutcome.failed(OutcomeKind.BROKEN_OFF, e);
        }
    }

    private OutcomeKind use(ReadMode reading, Video video) throws IOException {
        switch (reading) {
            case SAVE -> video.saveTo(file());
            case SAVE_CLOSED_MEANWHILE -> {
                return closedMeanwhile(video);
            }
            case SAVE_AT_SECOND_TRY -> {
                Path kept = saveInVain(video);
                video.saveTo(file());
                if (Files.exists(kept)) {
                    throw new IllegalStateException("kept although saved elsewhere: " + kept);
                }
            }
            case SAVE_IN_VAIN -> {
                Path kept = saveInVain(video);
                video.close();
                if (!wholeSizes().contains((int) Files.size(kept))) {
                    throw new IllegalStateException("kept in part: " + kept);
                }
                Files.delete(kept);
                return OutcomeKind.LEFT;
            }
            case IN_MEMORY -> video.bytes();
            case PARTLY -> {
                return partly(video);
            }
            case NOT -> {
                return OutcomeKind.LEFT;
            }
        }
        return OutcomeKind.READ;
    }

    private OutcomeKind closedMeanwhile(Video video) {
        Future<?> unused = closer.schedule(
                video::close, ThreadLocalRandom.current().nextInt(LATEST_CLOSE_MICROS), TimeUnit.MICROSECONDS);
        try {
            video.saveTo(file());
            return OutcomeKind.READ;
        } catch (IllegalStateException closedBefore) {
            return OutcomeKind.LEFT;
        }
    }

    private static OutcomeKind partly(Video video) throws IOException {
        try (InputStream stream = video.byteStream()) {
            stream.readNBytes(A_FEW_BYTES);
            return OutcomeKind.LEFT;
        }
    }

    private Path file() {
        return folder.resolve("video-" + saves.incrementAndGet() % FILES + ".mp4");
    }

    /** A directory exists at the target, so that the video must be kept elsewhere. */
    private Path saveInVain(Video video) throws IOException {
        Path target = Files.createDirectory(folder.resolve("in-vain-" + saves.incrementAndGet()));
        try {
            video.saveTo(target);
            throw new IllegalStateException("saved in the place of a folder");
        } catch (SaveFailedException expected) {
            return expected.savedTo().orElseThrow();
        } finally {
            Files.delete(target);
        }
    }
}
