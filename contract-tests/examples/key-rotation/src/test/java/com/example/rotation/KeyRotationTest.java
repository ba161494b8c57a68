package com.example.rotation;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
    private static final String OLD_KEY = "old-key-of-this-test";
    private static final String NEW_KEY = "new-key-of-this-test";

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.builder().apiKey(NEW_KEY));

    @TempDir
    private Path folder;

    @Test
    void main_keyIsReplaced_usesTheNewOneForTheNextRequest(Sandbox sandbox) throws Exception {
        Path keyFile = Files.writeString(folder.resolve("key"), OLD_KEY);
        CountDownLatch refused = new CountDownLatch(1);
        sandbox.changeNextResponse("textToVideo", response -> {
            refused.countDown();
            return response;
        });
        Process program = start(keyFile, sandbox);
        try {
            assertThat(refused.await(1, TimeUnit.MINUTES)).isTrue();
            // In one step, as a mounted secret of Kubernetes is replaced.
            Files.move(
                    Files.writeString(folder.resolve("key.new"), NEW_KEY + "\n"),
                    keyFile,
                    StandardCopyOption.ATOMIC_MOVE);
            assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            program.destroyForcibly();
        }

        assertThat(program.exitValue()).isZero();
        assertThat(folder.resolve("1.mp4")).isNotEmptyFile();
        assertThat(folder.resolve("2.mp4")).isNotEmptyFile();
        assertThat(sandbox).received("textToVideo").withStatus(401).once();
        assertThat(sandbox).received("textToVideo").withAcceptedKey().times(2);
        assertThat(sandbox)
                .receivedExactly("textToVideo", "textToVideo", "textToVideo")
                .hasCredits(new BigDecimal("98.00"));
        assertThat(folder.resolve("output"))
                .content()
                .contains("401", "Waits for another key")
                .doesNotContain(OLD_KEY, NEW_KEY);
    }

    private Process start(Path keyFile, Sandbox sandbox) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KeyRotation.class.getName(),
                keyFile.toString(),
                folder.toString(),
                "A paper boat on a rainy street",
                "A red kite over a beach");
        program.environment().put("PIXVERSE_BASE_URL", sandbox.baseUrl());
        return program.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }
}
