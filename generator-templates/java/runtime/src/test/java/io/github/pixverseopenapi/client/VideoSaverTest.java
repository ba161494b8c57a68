package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.util.RestoreSystemProperties;

/** Saving to disks that are full, to targets that cannot be written, and without a temporary folder. */
@Tag("pit-calls")
@RestoreSystemProperties
@Isolated("sets the folder of temporary files")
class VideoSaverTest {
    private static final int SIZE = 200_000;

    @TempDir
    Path folder;

    @TempDir
    Path temporaryFolder;

    private final byte[] content = new byte[SIZE];

    @BeforeEach
    void setUp() {
        setTemporaryFolder(temporaryFolder);
        new Random(1).nextBytes(content);
    }

    private static void setTemporaryFolder(Path folder) {
        System.setProperty("java.io.tmpdir", folder.toString());
    }

    private Video video(long announced) {
        Call call = new OkHttpClient()
                .newCall(new Request.Builder().url("http://127.0.0.1/").build());
        Response response = StubResponses.ok(call.request())
                .body(ResponseBody.create(new Buffer().write(content), null, announced))
                .build();
        return StubResponses.video(call, response);
    }

    /** Has room for half of the video. */
    private static FileSystem smallDisk() {
        return Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setWorkingDirectory("/videos")
                .setMaxSize(SIZE / 2)
                .build());
    }

    @Test
    void save_toADiskThatIsFull_keepsTheVideoInTheTemporaryFolder() throws IOException {
        try (FileSystem disk = smallDisk();
                Video video = video(SIZE)) {
            Path target = disk.getPath("/videos/boat.mp4");
            SaveFailedException failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(target));

            Path kept = failure.savedTo().orElseThrow();
            assertThat(kept).hasParent(temporaryFolder).hasBinaryContent(content);
            assertThat(failure)
                    .hasMessageStartingWith("textToVideo: 200: the video cannot be saved to /videos/boat.mp4:"
                            + " IOException: out of disk space; all its bytes are kept in " + kept + " [BILLED");
            assertThat(failure.getCause()).hasMessage("out of disk space").hasNoSuppressedExceptions();
            assertThat(target.getParent()).isEmptyDirectory();
        }
    }

    @Test
    void save_toAFullDiskWithoutATemporaryFolder_keepsTheFirstBytesThere() throws IOException {
        setTemporaryFolder(folder.resolve("missing"));
        Path second = folder.resolve("boat.mp4");
        try (FileSystem disk = smallDisk();
                Video video = video(SIZE)) {
            Path target = disk.getPath("/videos/boat.mp4");
            SaveFailedException failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(target));

            Path kept = failure.savedTo().orElseThrow();
            int saved = (int) Files.size(kept);
            assertThat(saved).isPositive();
            assertThat(kept).hasParent(target.getParent()).hasBinaryContent(Arrays.copyOf(content, saved));
            assertThat(failure)
                    .hasMessageContaining(
                            "out of disk space; the rest can still be read or saved to another place until"
                                    + " it is closed; its first " + saved + " bytes are kept in " + kept + " [BILLED");
            assertThat(failure.getCause().getSuppressed()).hasSize(1);

            video.saveTo(second);
            assertThat(second).hasBinaryContent(content);
            assertThat(kept).doesNotExist();
        }
    }

    @Test
    void save_toAFolder_keepsTheVideoInTheTemporaryFolder() {
        try (Video video = video(SIZE)) {
            SaveFailedException failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(folder));
            Path kept = failure.savedTo().orElseThrow();
            assertThat(kept).hasParent(temporaryFolder).hasBinaryContent(content);
            assertThat(failure)
                    .hasMessageStartingWith("textToVideo: 200: the video cannot be saved to " + folder
                            + ": it must be a file, but is a folder; all its bytes are kept in " + kept + " [BILLED");
        }
    }

    @Test
    void save_toAFolderWithoutATemporaryFolder_leavesTheVideoReadable() {
        setTemporaryFolder(folder.resolve("missing"));
        try (Video video = video(SIZE)) {
            SaveFailedException failure = catchThrowableOfType(SaveFailedException.class, () -> video.saveTo(folder));
            assertThat(failure.savedTo()).isEmpty();
            assertThat(failure)
                    .hasMessageContaining("it must be a file, but is a folder; it can still be read or saved to another"
                            + " place until it is closed [BILLED");
            assertThat(failure.getCause().getSuppressed()).hasSize(1);
            assertThat(video.bytes()).isEqualTo(content);
        }
    }

    @Test
    void save_aTruncatedVideoToAFolder_reportsBothAndLeavesNothing() {
        try (Video video = video(SIZE + 1)) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> video.saveTo(folder));
            assertThat(failure).hasMessageContaining("its transfer broke off after 200000 of 200001 bytes");
            assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(FileSystemException.class);
            assertThat(temporaryFolder).isEmptyDirectory();
        }
    }
}
