package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a file system that gets the space of a deleted file back once nobody has it open. */
@Tag("pit-calls")
class ReplayableStreamTest {
    private final FileSystem memory = Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setWorkingDirectory("/videos").build());
    private final ReplayableStream stream = new ReplayableStream(new NetworkStream(new ResponseSource(
            new OkHttpClient()
                    .newCall(new Request.Builder().url("http://127.0.0.1/").build()),
            ResponseBody.create("boat", null))));
    private Path spillFile;
    private long free;

    @BeforeEach
    void setUp() throws IOException {
        free = free();
        spillFile = Files.writeString(memory.getPath("/videos/kept.mp4"), "paper ");
        assertThat(free()).isLessThan(free);
        stream.open();
        stream.pushBack(spillFile, new byte[] {'a', ' '});
    }

    @AfterEach
    void closeFileSystem() throws IOException {
        memory.close();
    }

    private long free() throws IOException {
        return Files.getFileStore(memory.getPath("/videos")).getUnallocatedSpace();
    }

    @Test
    void open_afterAPushBack_readsTheFileAndTheRest() throws IOException {
        assertThat(stream.open().readAllBytes()).asString().isEqualTo("paper a boat");
    }

    @Test
    void deleteSpillFile_closesTheFileToo() throws IOException {
        stream.deleteSpillFile();
        assertThat(spillFile).doesNotExist();
        assertThat(free()).isEqualTo(free);
    }

    @Test
    void close_closesTheSpillFileAndKeepsIt() throws IOException {
        stream.close();
        assertThat(spillFile).exists();
        Files.delete(spillFile);
        assertThat(free()).isEqualTo(free);
        assertThatThrownBy(stream::open).isInstanceOf(IllegalStateException.class);
    }
}
