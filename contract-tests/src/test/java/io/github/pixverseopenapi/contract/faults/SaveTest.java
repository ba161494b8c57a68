package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.BadRequestException;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.SaveFailedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saving: all of the video or nothing, and never at the cost of a video that is paid. */
@Tag("pit-calls")
class SaveTest {
    private static final Call CALL = ClientCalls.all().get(0);
    /** A file that not even a superuser can write, unlike one that is merely marked so. */
    private static final Path READ_ONLY = Path.of(URI.create("jrt:/java.base/module-info.class"));

    @TempDir
    Path folder;

    private RawServer server;
    private PixverseClient client;

    @BeforeEach
    void start() {
        server = new RawServer();
        client = RawClients.builder(server).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Video video() {
        return CALL.on(client);
    }

    private void assertOnly(Path... files) {
        assertThat(folder.toFile().listFiles()).extracting(File::toPath).containsExactlyInAnyOrder(files);
    }

    @Test
    void saveTo_anExistingFile_replacesItWhenComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        CountDownLatch checked = new CountDownLatch(1);
        server.enqueue(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 Fine\r\nContent-Type: video/mp4\r\nContent-Length: "
                    + ServerBehaviors.VIDEO.length + "\r\n\r\n");
            connection.write(Arrays.copyOf(ServerBehaviors.VIDEO, 1000));
            checked.await();
            connection.write(Arrays.copyOfRange(ServerBehaviors.VIDEO, 1000, ServerBehaviors.VIDEO.length));
        });
        try (Video video = video()) {
            video.saveTo(file, (saved, total) -> {
                if (checked.getCount() > 0) {
                    assertThat(file).hasContent("the old one");
                    checked.countDown();
                }
            });
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertOnly(file);
    }

    @Test
    void saveTo_whenTheTransferBreaks_keepsTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        server.enqueue(ServerBehaviors.closeInBody(), ServerBehaviors.resetInBody(), ServerBehaviors.chunkedThenCut());
        for (int i = 0; i < 3; i++) {
            try (Video video = video()) {
                assertThatThrownBy(() -> video.saveTo(file))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("its transfer broke off after");
                assertOnly(file);
            }
        }
        assertThat(file).hasContent("the old one");
        assertOnly(file);
    }

    @Test
    void saveTo_whenTheTransferStalls_endsAfterTheTimeLimitAndLeavesNothing() {
        server.enqueue(ServerBehaviors.stallInBody());
        try (PixverseClient impatient = RawClients.builder(server)
                        .timeout(Duration.ofSeconds(1))
                        .build();
                Video video = CALL.on(impatient)) {
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4")))
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("2048 of 4096 bytes");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @SuppressWarnings("try") // Closing early is the point.
    void saveTo_whenTheVideoIsClosedMeanwhile_leavesNothing() {
        server.enqueue(ServerBehaviors.stallInBody());
        try (Video video = video()) {
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4"), (saved, total) -> video.close()))
                    .isInstanceOf(ConnectionException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void saveTo_whenTheListenerThrows_savesTheVideoAndRethrows(Throwable thrown) {
        Path file = folder.resolve("boat.mp4");
        AtomicInteger calls = new AtomicInteger();
        try (Video video = video()) {
            assertThatThrownBy(() -> video.saveTo(file, (saved, total) -> {
                        calls.incrementAndGet();
                        throw SaveTest.<RuntimeException>unchecked(thrown);
                    }))
                    .isSameAs(thrown);
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertThat(calls).hasValue(1);
        assertOnly(file);
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new IllegalStateException("enough"), new AssertionError("enough"), new IOException("enough"));
    }

    @SuppressWarnings("unchecked") // The type is erased, as a listener in Kotlin does it.
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void saveTo_onAnInterruptedThread_savesTheVideoAndStaysInterrupted() {
        Path file = folder.resolve("boat.mp4");
        try (Video video = video()) {
            Thread.currentThread().interrupt();
            video.saveTo(file);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void saveTo_interruptedRepeatedly_savesTheVideoAndStaysInterrupted() {
        Path file = folder.resolve("boat.mp4");
        Thread caller = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        Thread disturber = new Thread(() -> {
            while (!over.get()) {
                caller.interrupt();
            }
        });
        server.enqueue(ServerBehaviors.dripBody());
        try (Video video = video()) {
            disturber.start();
            video.saveTo(file);
            over.set(true);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            over.set(true);
            // Not by join, which the last interrupt would end.
            while (disturber.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertOnly(file);
    }

    @Test
    void bytesAndStream_onAnInterruptedThread_returnTheVideo() throws IOException {
        try (Video first = video();
                Video second = video()) {
            Thread.currentThread().interrupt();
            assertThat(first.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(second.byteStream().readAllBytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saveTo_missingFolders_createsThem() {
        Path file = folder.resolve("videos").resolve("new").resolve("boat.mp4");
        try (Video video = video()) {
            video.saveTo(file);
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void saveTo_aTargetThatCannotBeWritten_keepsTheVideoInAFileThatTheExceptionNames() throws IOException {
        Path aFolder = Files.createDirectory(folder.resolve("folder.mp4"));
        Path belowAFile = Files.writeString(folder.resolve("file"), "x").resolve("boat.mp4");
        Path loop = folder.resolve("loop.mp4");
        Files.createSymbolicLink(loop, loop);
        assertKept(aFolder, "it must be a file, but is a folder");
        assertKept(belowAFile, "");
        assertKept(READ_ONLY, "it must be writable, but is read-only");
        assertKept(folder.resolve("x".repeat(300)), "too long");
        assertKept(loop, "it must not be a loop of links");
        // No user, not even root, may create a file there.
        assertKept(Path.of("/proc/boat.mp4"), "");
    }

    private void assertKept(Path target, String reason) throws IOException {
        SaveFailedException failure;
        try (Video video = video()) {
            failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(target));
        }
        Path kept = failure.savedTo().orElseThrow();
        assertThat(failure)
                .hasMessageContaining("the video cannot be saved to " + target + ": ")
                .hasMessageContaining(reason)
                .hasMessageContaining("all its bytes are kept in " + kept)
                .hasCauseInstanceOf(IOException.class);
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(kept).hasBinaryContent(ServerBehaviors.VIDEO);
        Files.delete(kept);
    }

    @Test
    void saveTo_anotherPlaceAfterAFailure_savesTheVideoAndDeletesTheKeptFile() throws IOException {
        Path file = folder.resolve("boat.mp4");
        try (Video video = video()) {
            SaveFailedException failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(folder));
            video.saveTo(file);
            assertThat(failure.savedTo().orElseThrow()).doesNotExist();
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void saveTo_whenAFolderTakesTheTargetsPlace_keepsTheVideoBesideIt() throws IOException {
        Path target = folder.resolve("boat.mp4");
        Path kept;
        server.enqueue(ServerBehaviors.dripBody());
        try (Video video = video()) {
            kept = catchThrowableOfType(
                            SaveFailedException.class, () -> video.saveTo(target, (saved, total) -> occupy(target)))
                    .savedTo()
                    .orElseThrow();
        }
        assertThat(kept).hasBinaryContent(ServerBehaviors.VIDEO).hasParent(folder);
        assertThat(kept.getFileName().toString()).matches("pixverse-.*\\.mp4");
        assertOnly(target, kept);
    }

    /** A folder that is not empty, so that no file can be moved over it. */
    private static void occupy(Path target) {
        try {
            Files.createDirectories(target.resolve("inhabited"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saveTo_whenItsTemporaryFileIsDeleted_reportsThatTheVideoIsLost() throws IOException {
        Path target = folder.resolve("boat.mp4");
        server.enqueue(ServerBehaviors.dripBody());
        try (Video video = video()) {
            SaveFailedException failure = catchThrowableOfType(
                    SaveFailedException.class, () -> video.saveTo(target, (saved, total) -> clear(folder)));
            assertThat(failure).hasMessageContaining("the received bytes are lost, because their file has vanished");
            assertThat(failure.savedTo()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void clear(Path folder) {
        for (File file : folder.toFile().listFiles()) {
            assertThat(file.delete()).isTrue();
        }
    }

    @Test
    void saveTo_aNameOfTheMaximumLength_savesTheVideo() {
        Path target = folder.resolve("x".repeat(255));
        try (Video video = video()) {
            video.saveTo(target);
        }
        assertOnly(target);
    }

    @Test
    void saveTo_anExistingFile_keepsItsPermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, secret);
        try (Video video = video()) {
            video.saveTo(file);
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(secret);
    }

    @Test
    void saveTo_aTargetWithALeftoverOfAKilledProcess_deletesItAndNothingInUse() throws IOException {
        Path file = folder.resolve("boat.mp4");
        List<Path> inUse = new ArrayList<>();
        server.enqueue(ServerBehaviors.dripBody());
        try (Video video = video()) {
            video.saveTo(file, (saved, total) -> inUse.addAll(parts()));
        }
        Path leftover = Files.writeString(inUse.get(0), "half a video");
        try (Video video = video()) {
            video.saveTo(file);
        }
        assertThat(leftover).doesNotExist();
        assertOnly(file);
    }

    private List<Path> parts() {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".pixverse-*.part")) {
            List<Path> found = new ArrayList<>();
            parts.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saveTo_twoVideosToOneTargetAtOnce_savesBoth() throws Exception {
        Path file = folder.resolve("boat.mp4");
        server.enqueue(ServerBehaviors.dripBody());
        try (Video slow = video();
                Video fast = video()) {
            AtomicBoolean second = new AtomicBoolean();
            slow.saveTo(file, (saved, total) -> {
                if (!second.getAndSet(true)) {
                    fast.saveTo(file);
                }
            });
            assertThat(second).isTrue();
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertOnly(file);
    }

    @Test
    void saveTo_aPipe_writesToItAndKeepsIt() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (Video video = video()) {
            video.saveTo(pipe);
        }
        assertThat(read.join()).isEqualTo(ServerBehaviors.VIDEO);
        assertOnly(pipe);
    }

    /** As {@code java … > boat.mp4} with the target /dev/stdout does. */
    @Test
    void saveTo_aDescriptorOfAProcess_writesToTheFileItHasOpen() throws Exception {
        Path file = folder.resolve("boat.mp4");
        Fork.ProcessResult result =
                Fork.java(ForkedClient.class, List.of(), "save to a descriptor", server.url(), file.toString());
        assertThat(result.output()).contains("main ends");
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void saveTo_aDanglingLink_makesTheFileItPointsTo() throws IOException {
        Path file = folder.resolve("boat.mp4");
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), Path.of("boat.mp4"));
        try (Video video = video()) {
            video.saveTo(link);
        }
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void saveTo_whenAVideoWithoutALengthIsTruncated_throws() throws IOException {
        Path file = folder.resolve("boat.mp4");
        int whole = ServerBehaviors.VIDEO.length;
        server.enqueue(
                ServerBehaviors.closeDelimited(whole / 2),
                ServerBehaviors.closeDelimited(whole - 1),
                ServerBehaviors.closeDelimited(whole));
        for (int i = 0; i < 2; i++) {
            try (Video video = video()) {
                assertThatThrownBy(() -> video.saveTo(file))
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                failure -> assertThat(failure.billing()).isEqualTo(Billing.BILLED));
                assertThat(folder).isEmptyDirectory();
            }
        }
        try (Video video = video()) {
            assertThat(video.contentLength()).isEqualTo(-1);
            video.saveTo(file);
        }
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
    }

    @Test
    void close_byAnotherThreadWhileReading_endsTheReadAndFreesTheConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            server.enqueue(ServerBehaviors.stallInBody());
            Video video = video();
            InputStream stream = video.byteStream();
            Thread closer = new Thread(video::close);
            assertThatThrownBy(() -> {
                        while (stream.read(new byte[100]) != -1) {
                            if (!closer.isAlive() && closer.getState() == Thread.State.NEW) {
                                closer.start();
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
            closer.join();
            await().until(() -> server.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void callWithATarget_thatCanBeWritten_savesTheVideo(Operation operation) throws ReflectiveOperationException {
        Method call =
                PixverseClient.class.getMethod(operation.id(), OperationInvoker.requestType(operation), Path.class);
        Path file = folder.resolve("videos").resolve("boat.mp4");
        VideoMetadata metadata = (VideoMetadata) call.invoke(client, ClientCalls.request(operation), file);
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(server.requests()).hasSize(1);
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertThat(file.getParent().toFile().list()).containsExactly("boat.mp4");
    }

    @Test
    void callWithATarget_thatCannotBeWritten_sendsNothing() {
        SaveFailedException failure =
                catchThrowableOfType(SaveFailedException.class, () -> client.textToVideo(request(), folder));
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure.savedTo()).isEmpty();
        assertThat(failure).hasMessageStartingWith("textToVideo: the video cannot be saved to " + folder);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void callWithATarget_whoseNameIsTooLong_sendsNothing() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build()) {
            Path target = folder.resolve("x".repeat(300));
            assertThatThrownBy(() -> client.textToVideo(request(), target))
                    .isInstanceOf(SaveFailedException.class)
                    .hasMessageContaining("too long");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void callWithATarget_thatIsRejected_leavesNothing() {
        server.enqueue(ServerBehaviors.status("400 Bad Request"));
        assertThatThrownBy(() -> client.textToVideo(request(), folder.resolve("boat.mp4")))
                .isInstanceOf(BadRequestException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private static TextToVideoRequest request() {
        return TextToVideoRequest.builder().prompt("A paper boat").build();
    }

    @Test
    void saveTo_aLink_writesWhereItPoints() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), file);
        try (Video video = video()) {
            video.saveTo(link);
        }
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(ServerBehaviors.VIDEO);
        assertOnly(file, link);
    }

    @Test
    void saveTo_null_isRejected() {
        try (Video video = video()) {
            assertThatThrownBy(() -> video.saveTo(null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("target must be the path of a file, but was null");
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
    }
}
