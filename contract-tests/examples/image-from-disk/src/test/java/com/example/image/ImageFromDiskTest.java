package com.example.image;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class ImageFromDiskTest {
    private static final Path BOAT = Path.of("boat.png");
    private static final String PROMPT = "The boat sails away";

    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void setUp() {
        video = folder.resolve("boat.mp4");
    }

    @Test
    void run_uploadsTheImageAndSavesItsVideo(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        // image2video has no documented price: the sandbox charges the highest of all.
        sandbox.setCredits(new BigDecimal("2.16"));

        ImageFromDisk.run(pixverse, BOAT, PROMPT, video);

        assertThat(video).isNotEmptyFile();
        assertThat(sandbox)
                .received("imageToVideo")
                .withField("prompt", PROMPT)
                .once()
                .entries()
                .allSatisfy(ImageFromDiskTest::requireAddressOfBoat);
        assertThat(sandbox).receivedInOrder("uploadAsset", "imageToVideo").hasCredits(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "wbmp"})
    void run_imageThatTheServiceDoesNotTake_sendsNothing(String format, PixverseClient pixverse, Sandbox sandbox)
            throws Exception {
        Path image = folder.resolve("boat.png");
        ImageIO.write(new BufferedImage(16, 9, BufferedImage.TYPE_BYTE_BINARY), format, image.toFile());

        assertThatThrownBy(() -> ImageFromDisk.run(pixverse, image, PROMPT, video))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("boat.png is something else");

        assertThat(sandbox).receivedNothing();
    }

    @Test
    void run_videoNamedAsImage_sendsNothing(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        Path image =
                Files.write(folder.resolve("boat.png"), StubResponse.video().body());

        requireRejected(image, pixverse, sandbox);
    }

    @Test
    void run_heicNamedAsJpeg_sendsNothing(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        Path image = Files.writeString(folder.resolve("boat.jpg"), "\0\0\0\u0018ftypheic\0\0\0\0mif1heic");

        requireRejected(image, pixverse, sandbox);
    }

    @Test
    void run_targetIsAFolder_isNotBilled(PixverseClient pixverse, Sandbox sandbox) {
        assertThatThrownBy(() -> ImageFromDisk.run(pixverse, BOAT, PROMPT, folder))
                .hasMessageContaining("is a folder");

        assertThat(sandbox).neverReceived("imageToVideo");
    }

    private void requireRejected(Path image, PixverseClient pixverse, Sandbox sandbox) {
        assertThatThrownBy(() -> ImageFromDisk.run(pixverse, image, PROMPT, video))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image must be PNG, JPEG or GIF, but was " + image);
        assertThat(sandbox).receivedNothing();
    }

    private static void requireAddressOfBoat(JournalEntry request) throws IOException {
        String url = JsonParser.parseString(request.bodyText())
                .getAsJsonObject()
                .get("image_url")
                .getAsString();
        try (InputStream image = URI.create(url).toURL().openStream()) {
            assertThat(BOAT).hasBinaryContent(image.readAllBytes());
        }
    }
}
