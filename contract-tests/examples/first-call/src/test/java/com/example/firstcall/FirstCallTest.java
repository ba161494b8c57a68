package com.example.firstcall;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class FirstCallTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void run_savesTheVideosOfCallAndJob(PixverseClient pixverse, Sandbox sandbox) {
        assertThat(run(pixverse)).isTrue();

        assertThat(folder.resolve("call.mp4")).isNotEmptyFile();
        assertThat(folder.resolve("job.mp4")).isNotEmptyFile();
        assertThat(sandbox)
                .received("textToVideo")
                .withField("prompt", "A paper boat on a rainy street")
                .once();
        assertThat(sandbox)
                .received("submitTextToVideo")
                .withField("prompt", "A red kite over a beach")
                .once();
        assertThat(sandbox).job(sandbox.jobs().get(0).id()).isCompleted().wasDownloaded();
        assertThat(sandbox).hasCredits(new BigDecimal("98.00"));
    }

    @Test
    void run_folderIsAFile_sendsNothing(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        folder = Files.createFile(folder.resolve("file"));

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("Not sent, costs nothing.");
        assertThat(sandbox).receivedNothing();
    }

    @Test
    void run_withoutCredits_isNotBilled(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("406", "Not billed, as far as known.");
        assertThat(sandbox).received("textToVideo").withStatus(406).once().nothingElse();
    }

    @Test
    void run_responseOfCallIsLost_findsTheVideoInTheHistory(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.loseNextResponse("textToVideo", Fault.DISCONNECT_AFTER_REQUEST);

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("May be billed.", "In the account's history: ", "A paper boat on a rainy street");
        assertThat(sandbox).receivedExactly("textToVideo", "listRequestHistory");
        assertThat(sandbox).hasCredits(new BigDecimal("99.00"));
    }

    @Test
    void run_videoOfCallBreaksOff_isBilled(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.loseNextResponse("textToVideo", Fault.DISCONNECT_IN_BODY);

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("Billed. Fetch this video", "In the account's history: ");
        assertThat(sandbox).receivedExactly("textToVideo", "listRequestHistory");
    }

    @Test
    void run_responseOfSubmissionIsLost_findsTheJobInTheHistory(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.loseNextResponse("submitTextToVideo", Fault.EMPTY_RESPONSE);

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("May be billed.", sandbox.jobs().get(0).id());
        assertThat(sandbox).received("submitTextToVideo").once();
    }

    @Test
    void run_jobFails_isNotBilled(PixverseClient pixverse, Sandbox sandbox) {
        sandbox.failNextJob("The model is out of order");

        assertThat(run(pixverse)).isFalse();

        assertThat(output()).contains("The model is out of order", "Not billed, as far as known.");
        assertThat(sandbox).hasCredits(new BigDecimal("99.00"));
    }

    private boolean run(PixverseClient pixverse) {
        return FirstCall.run(pixverse, folder, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
