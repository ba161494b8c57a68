package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.Calls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving: all of the video or nothing, and never at the cost of a video that is paid. */
class SaveTest {
    /** A file that not even a superuser can write, unlike one that is merely marked so. */
    private static final Path READ_ONLY = Path.of(URI.create("jrt:/java.base/module-info.class"));

    @TempDir
    Path folder;

    private static Video video(PixverseClient client) {
        return Calls.all().get(0).on(client);
    }

    private void assertOnly(Path... files) {
        assertThat(folder.toFile().listFiles()).extracting(java.io.File::toPath).containsExactlyInAnyOrder(files);
    }

    @Test
    void saveTo_anExistingFile_replacesItWhenComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            video.saveTo(file, (saved, total) -> assertThat(file).hasContent("the old one"));
        }
        assertThat(file).hasBinaryContent(Behaviours.VIDEO);
        assertOnly(file);
    }

    @Test
    void saveTo_whenTheTransferBreaks_keepsTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        try (RawServer server = new RawServer(
                        Behaviours.closeInBody(), Behaviours.resetInBody(), Behaviours.chunkedThenCut());
                PixverseClient client = RawClients.builder(server).build()) {
            for (int i = 0; i < 3; i++) {
                try (Video video = video(client)) {
                    assertThatThrownBy(() -> video.saveTo(file))
                            .isInstanceOf(ConnectionException.class)
                            .hasMessageContaining("its transfer broke off after");
                    assertOnly(file);
                }
            }
        }
        assertThat(file).hasContent("the old one");
        assertOnly(file);
    }

    @Test
    void saveTo_whenTheTransferStalls_endsAfterTheTimeLimitAndLeavesNothing() {
        try (RawServer server = new RawServer(Behaviours.stallInBody());
                PixverseClient client =
                        RawClients.builder(server).timeout(Duration.ofSeconds(1)).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4")))
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("2048 of 4096 bytes");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @SuppressWarnings("try") // Closing early is the point.
    void saveTo_whenTheVideoIsClosedMeanwhile_leavesNothing() {
        try (RawServer server = new RawServer(Behaviours.stallInBody());
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4"), (saved, total) -> video.close()))
                    .isInstanceOf(ConnectionException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saveTo_whenTheListenerThrows_leavesNothing() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4"), (saved, total) -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saveTo_whenTheThreadIsInterrupted_leavesNothing() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> video.saveTo(folder.resolve("boat.mp4"))).isInstanceOf(Exception.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saveTo_aTargetThatCannotBeWritten_losesNothing() throws IOException {
        Path aFolder = Files.createDirectory(folder.resolve("folder.mp4"));
        Path inNoFolder = folder.resolve("missing").resolve("boat.mp4");
        Path belowAFile = Files.writeString(folder.resolve("file"), "x").resolve("boat.mp4");
        Path file = folder.resolve("boat.mp4");
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertRefused(video, aFolder, "it is a folder");
            assertRefused(video, inNoFolder, "there is no folder " + inNoFolder.getParent());
            assertRefused(video, READ_ONLY, "the file is read-only");
            assertRefused(video, belowAFile, "there is no folder " + belowAFile.getParent());
            assertRefused(video, folder.resolve("x".repeat(300)), "too long");
            // Nobody, not even root, may make a file there.
            assertRefused(video, Path.of("/proc/boat.mp4"), "");
            video.saveTo(file);
        }
        assertThat(file).hasBinaryContent(Behaviours.VIDEO);
    }

    private static void assertRefused(Video video, Path target, String reason) {
        assertThatThrownBy(() -> video.saveTo(target))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("cannot save the video there: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("The call is billed; the video can still be read or saved to another place");
    }

    @Test
    void saveTo_whenThePlaceIsTakenByAFolderMeanwhile_keepsTheBytesForAnotherPlace() throws IOException {
        Path target = folder.resolve("boat.mp4");
        Path other = folder.resolve("other.mp4");
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(target, (saved, total) -> occupy(target)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("the video can still be read or saved to another place");
            video.saveTo(other);
            assertOnly(target, other);
        }
        assertThat(other).hasBinaryContent(Behaviours.VIDEO);
        assertOnly(target, other);
    }

    @Test
    void close_afterASaveThatFailed_deletesWhatWasKept() throws IOException {
        Path target = folder.resolve("boat.mp4");
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build()) {
            try (Video video = video(client)) {
                assertThatThrownBy(() -> video.saveTo(target, (saved, total) -> occupy(target)))
                        .isInstanceOf(FileSystemException.class);
                assertThat(folder).isDirectoryContaining("glob:**.part");
            }
            await().until(() -> server.openConnections() == 0);
        }
        assertOnly(target);
    }

    /** A folder that is not empty, so that no file can be moved over it. */
    private static void occupy(Path target) {
        try {
            Files.createDirectories(target.resolve("inhabited"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saveTo_whenWhatWasReceivedVanishes_saysThatItIsLost() throws IOException {
        Path target = folder.resolve("boat.mp4");
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(target, (saved, total) -> clear(folder)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("cannot save the video there: NoSuchFileException: ")
                    .hasMessageEndingWith("The call is billed; what was received of the video is lost")
                    .cause()
                    .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void clear(Path folder) {
        for (java.io.File file : folder.toFile().listFiles()) {
            assertThat(file.delete()).isTrue();
        }
    }

    @Test
    void saveTo_aNameTooLongForTheDisk_losesNothing() {
        Path target = folder.resolve("x".repeat(250));
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(target))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("cannot save the video there: ")
                    .hasMessageContaining("The call is billed; the video can still be read or saved to another place")
                    .hasMessageNotContaining("Exception");
            assertThat(video.bytes()).isEqualTo(Behaviours.VIDEO);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saveTo_aLink_writesWhereItPoints() throws IOException {
        Path file = Files.writeString(folder.resolve("boat.mp4"), "the old one");
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), file);
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            video.saveTo(link);
        }
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(Behaviours.VIDEO);
        assertOnly(file, link);
    }

    @Test
    void saveTo_null_isRefused() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = video(client)) {
            assertThatThrownBy(() -> video.saveTo(null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("target: null is not allowed");
            assertThat(video.bytes()).isEqualTo(Behaviours.VIDEO);
        }
    }
}
