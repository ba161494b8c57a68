package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RawServer.Behaviour;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties that only a separate JVM can show: memory use, disk use, and that it exits. */
class ForkedClientTest {
    private static final long GIBIBYTE = 1L << 30;

    private static Behaviour videoOf(long bytes) {
        byte[] block = new byte[1 << 16];
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + bytes + "\r\n\r\n");
            for (long sent = 0; sent < bytes; sent += block.length) {
                connection.write(block);
            }
        };
    }

    @Test
    void saveTo_aVideoOfAGibibyte_needsLittleMemory(@TempDir Path folder) throws Exception {
        try (RawServer server = new RawServer(videoOf(GIBIBYTE))) {
            Fork.ProcessResult result = Fork.java(
                    ForkedClient.class,
                    List.of("-Xmx32m"),
                    "save",
                    server.url(),
                    folder.resolve("large.mp4").toString());
            assertThat(result.output()).contains(GIBIBYTE + " bytes saved", "main ends");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void saveTo_aFullDisk_losesNothing(@TempDir Path folder) throws Exception {
        int bytes = 1 << 20;
        try (RawServer server = new RawServer(videoOf(bytes))) {
            Fork.ProcessResult result = Fork.javaWithSmallFiles(
                    300,
                    ForkedClient.class,
                    "save where it does not fit",
                    server.url(),
                    folder.resolve("large.mp4").toString());
            assertThat(result.output())
                    .contains("the video cannot be saved to ")
                    .containsPattern("the rest can still be read or saved to another place until it is closed;"
                            + " its first (\\d+) bytes are kept in KEPT[^\n]*\n\\1 bytes kept\n")
                    .contains(bytes + " bytes read after all")
                    .contains("0 files left");
            assertThat(result.exitCode()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void saveTo_byTwoProcessesToOneTarget_neverFails(@TempDir Path folder) throws Exception {
        try (RawServer server = new RawServer()) {
            String target = folder.resolve("boat.mp4").toString();
            List<CompletableFuture<Fork.ProcessResult>> programs = Stream.generate(() ->
                            CompletableFuture.supplyAsync(() -> fork("save again and again", server.url(), target)))
                    .limit(2)
                    .toList();
            assertThat(programs)
                    .allSatisfy(program -> assertThat(program.join().output()).contains("all saved"));
        }
        assertThat(folder.toFile().list()).containsExactly("boat.mp4");
    }

    private static Fork.ProcessResult fork(String... arguments) {
        try {
            return Fork.java(ForkedClient.class, List.of(), arguments);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Not in SaveTest, which PIT runs: a mutant of the client replaces the device if a superuser runs it. */
    @Test
    void saveTo_aDevice_writesToIt() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = ClientCalls.all().get(0).on(client)) {
            video.saveTo(Path.of("/dev/null"));
        }
        assertThat(Path.of("/dev/null"))
                .satisfies(device -> assertThat(Files.isRegularFile(device)).isFalse());
    }

    @Test
    void program_thatClosesNeitherVideoNorClient_exits() throws Exception {
        try (RawServer server = new RawServer()) {
            assertEnds(Fork.java(ForkedClient.class, List.of(), "forget", server.url()));
        }
    }

    @Test
    void program_thatDoesNotWaitForItsCall_exits() throws Exception {
        try (RawServer server = new RawServer(ServerBehaviors.stallBeforeResponse())) {
            assertEnds(Fork.java(ForkedClient.class, List.of(), "leave", server.url()));
        }
    }

    private static void assertEnds(Fork.ProcessResult result) {
        assertThat(result.output()).contains("main ends");
        assertThat(result.exitCode()).isZero();
    }
}
