package com.example.boot;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = {"pixverse.base-url=http://127.0.0.1:1", "pixverse.api-key=unused"})
@ExtendWith(SandboxExtension.class)
class VideoSaverTest {

    @Autowired
    private VideoSaver saver;

    @TempDir
    private Path folder;

    @Test
    void save_prompt_sendsItAndSavesTheVideo(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        Path file = folder.resolve("boat.mp4");

        long bytes = saver.save(pixverse, "A paper boat", file);

        assertThat(file).hasSize(bytes);
        assertThat(sandbox)
                .received("textToVideo")
                .withField("prompt", "A paper boat")
                .once();
    }

    @Test
    void save_noCredits_fails(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThatThrownBy(() -> saver.save(pixverse, "A paper boat", folder.resolve("boat.mp4")))
                .isInstanceOf(InsufficientCreditsException.class);
    }
}
