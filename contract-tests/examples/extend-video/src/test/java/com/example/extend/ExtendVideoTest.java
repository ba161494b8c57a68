package com.example.extend;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.ServerException;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class ExtendVideoTest {
    private static final String EXTEND = "submitV5Extend";
    /** The documented upper price of text2video, and that of V6, because 5-extend has none. */
    private static final BigDecimal CLIP_AND_EXTENSION = new BigDecimal("3.16");

    private Path clip;
    private Path extension;

    @BeforeEach
    void setUp(@TempDir Path folder, Sandbox sandbox) {
        clip = folder.resolve("clip.mp4");
        extension = folder.resolve("extension.mp4");
        sandbox.setCredits(CLIP_AND_EXTENSION);
    }

    @Test
    void run_withoutAClip_makesAndExtendsOne(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        ExtendVideo.run(pixverse, clip, extension);

        assertThat(extension).isNotEmptyFile();
        assertThat(sandbox)
                .received("submitTextToVideo")
                .withField("prompt", "A train enters a tunnel")
                .once();
        assertThat(sandbox)
                .received(EXTEND)
                .withField("prompt", "The train leaves the tunnel")
                .once()
                .entries()
                .allSatisfy(this::requireAddressOfClip);
        assertThat(sandbox).neverReceived("uploadAsset").hasCredits(BigDecimal.ZERO);
    }

    @Test
    void run_extensionFailedBefore_uploadsAndExtendsTheClip(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        sandbox.respondWith(EXTEND, StubResponse.json(500, "{\"error\":\"The model is out of order\"}"));
        assertThatThrownBy(() -> ExtendVideo.run(pixverse, clip, extension)).isInstanceOf(ServerException.class);
        assertThat(extension).doesNotExist();

        ExtendVideo.run(pixverse, clip, extension);

        assertThat(extension).isNotEmptyFile();
        assertThat(sandbox).received("submitTextToVideo").once();
        assertThat(sandbox).received("uploadAsset").once();
        assertThat(sandbox).received(EXTEND).withStatus(200).once().entries().allSatisfy(this::requireAddressOfClip);
        assertThat(sandbox).hasCredits(BigDecimal.ZERO);
    }

    private void requireAddressOfClip(JournalEntry request) throws IOException {
        String url = JsonParser.parseString(request.bodyText())
                .getAsJsonObject()
                .get("video_url")
                .getAsString();
        try (InputStream video = URI.create(url).toURL().openStream()) {
            assertThat(clip).hasBinaryContent(video.readAllBytes());
        }
    }
}
