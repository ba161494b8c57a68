package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.util.RestoreSystemProperties;

@Tag("pit-calls")
@RestoreSystemProperties
@Isolated("sets the folder of temporary files")
class PartFileTest {
    private static final int THREADS = 8;
    private static final int SAVES = 100;
    /** More than one buffer. */
    private static final int SIZE = 100_000;

    @TempDir
    Path folder;

    @TempDir
    Path temporaryFolder;

    private final byte[] content = new byte[SIZE];

    @BeforeEach
    void setUp() {
        System.setProperty("java.io.tmpdir", temporaryFolder.toString());
        new Random(1).nextBytes(content);
    }

    private static FileSystem memory() {
        return Jimfs.newFileSystem(Configuration.unix());
    }

    private PartFile written(Path target) throws IOException {
        PartFile file = PartFile.create(SaveTarget.resolve(target));
        file.write(content, SIZE);
        return file;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void commit_byManyThreadsToOneTarget_neverFails() throws Exception {
        Path target = folder.resolve("boat.mp4");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> future : threads.invokeAll(saves(target))) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(folder.toFile().listFiles()).containsExactly(target.toFile());
    }

    private static List<Callable<Void>> saves(Path target) {
        List<Callable<Void>> saves = new ArrayList<>();
        for (int i = 0; i < THREADS * SAVES; i++) {
            saves.add(() -> {
                save(target);
                return null;
            });
        }
        return saves;
    }

    private static void save(Path target) throws IOException {
        PartFile file = PartFile.create(SaveTarget.resolve(target));
        file.write(new byte[] {1, 2, 3}, 3);
        file.commit();
        assertThat(Files.size(target)).isEqualTo(3);
    }

    @Test
    void commit_onAnotherFileSystem_putsTheFileInTheTargetsPlace() throws IOException {
        try (FileSystem memory = memory()) {
            Path target = memory.getPath("boat.mp4");
            PartFile file = written(target);
            assertThat(target).doesNotExist();
            file.commit();
            assertThat(target).hasBinaryContent(content);
            assertThat(files(target.toAbsolutePath().getParent())).containsExactly(target.toAbsolutePath());
        }
    }

    /** A new entry of a zip file cannot be moved while it is open, like a file on Windows. */
    @Test
    void commit_whereAnOpenFileCannotBeMoved_putsTheFileInTheTargetsPlace() throws IOException {
        URI uri = URI.create("jar:" + folder.resolve("videos.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            Path target = zip.getPath("/boat.mp4");
            written(target).commit();
            assertThat(target).hasBinaryContent(content);
        }
    }

    @Test
    void commit_unlocksTheTarget() throws IOException {
        Path target = folder.resolve("boat.mp4");
        written(target).commit();
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
        }
    }

    @Test
    void commit_toADevice_leavesNothingInTheTemporaryFolder() throws IOException {
        PartFile file = written(Path.of("/dev/null"));
        assertThat(temporaryFolder).isNotEmptyDirectory();
        file.commit();
        assertThat(temporaryFolder).isEmptyDirectory();
    }

    @Test
    void create_whosePermissionsCannotBeCopied_leavesNothing() {
        SaveTarget target = new SaveTarget(unreadable(folder.resolve("boat.mp4")), false);
        assertThatThrownBy(() -> PartFile.create(target)).isInstanceOf(SecurityException.class);
        assertThat(folder).isEmptyDirectory();
    }

    /** A path whose file nobody may look at. */
    private static Path unreadable(Path path) {
        return (Path) Proxy.newProxyInstance(
                PartFileTest.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        throw new SecurityException("access denied");
                    }
                    return method.invoke(path, arguments);
                });
    }

    @Test
    void discard_deletesTheFileAndFreesItsSpace() throws IOException {
        try (FileSystem memory = memory()) {
            Path target = memory.getPath("boat.mp4").toAbsolutePath();
            long free = Files.getFileStore(target.getParent()).getUnallocatedSpace();
            PartFile file = written(target);
            assertThat(Files.getFileStore(target.getParent()).getUnallocatedSpace())
                    .isLessThan(free);
            file.discard();
            assertThat(files(target.getParent())).isEmpty();
            assertThat(Files.getFileStore(target.getParent()).getUnallocatedSpace())
                    .isEqualTo(free);
        }
    }

    @Test
    void keep_onAnotherFileSystem_givesTheFileAVisibleName() throws IOException {
        try (FileSystem memory = memory()) {
            Path target = memory.getPath("boat.mp4").toAbsolutePath();
            Path kept = written(target).keep();
            assertThat(kept.getFileName().toString()).matches("pixverse-.*\\.mp4");
            assertThat(files(target.getParent())).containsExactly(kept);
            assertThat(kept).hasBinaryContent(content);
        }
    }

    /** A write that fails may have written a part. */
    @Test
    void keep_afterAFailedWrite_keepsTheBytesThatWereWrittenBefore() throws IOException {
        PartFile file = written(folder.resolve("boat.mp4"));
        Files.write(files(folder).get(0), new byte[SIZE], StandardOpenOption.APPEND);
        assertThat(file.keep()).hasParent(folder).hasBinaryContent(content);
    }

    @Test
    void moveToTemporaryFolder_afterAFailedWrite_movesTheBytesThatWereWrittenBefore() throws IOException {
        try (FileSystem memory = memory()) {
            Path target = memory.getPath("boat.mp4").toAbsolutePath();
            PartFile file = written(target);
            Files.write(files(target.getParent()).get(0), new byte[SIZE], StandardOpenOption.APPEND);

            PartFile moved = file.moveToTemporaryFolder();

            assertThat(files(target.getParent())).isEmpty();
            Path kept = moved.keep();
            assertThat(kept).hasParent(temporaryFolder).hasBinaryContent(content);
        }
    }

    @Test
    void moveToTemporaryFolder_aFileThatIsTooShort_failsAndLeavesNothingThere() throws IOException {
        try (FileSystem memory = memory()) {
            Path target = memory.getPath("boat.mp4").toAbsolutePath();
            PartFile file = written(target);
            Path part = files(target.getParent()).get(0);
            Files.write(part, new byte[] {1, 2, 3});
            assertThatThrownBy(file::moveToTemporaryFolder)
                    .isInstanceOf(IOException.class)
                    .hasMessage("only 3 of 100000 bytes are in " + part);
            assertThat(temporaryFolder).isEmptyDirectory();
        }
    }
}
