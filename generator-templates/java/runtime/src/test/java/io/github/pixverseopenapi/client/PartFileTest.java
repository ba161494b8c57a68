package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pit-calls")
class PartFileTest {
    private static final int THREADS = 8;
    private static final int SAVES = 100;

    @TempDir
    Path folder;

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
}
