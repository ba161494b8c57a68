package com.example.clips;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import com.example.clips.ProductClips.Outcome;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductClipsTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.builder().credits(BigDecimal.TEN)).client(client -> client.maxRetries(0));

    @TempDir
    Path folder;

    private ProductClips clips;

    @BeforeEach
    void open(PixverseClient pixverse) {
        clips = new ProductClips(pixverse, folder);
    }

    @Test
    void clip_isPaidOnceAndSaved(Sandbox sandbox) {
        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.MADE);

        assertThat(folder.resolve("lamp-7.mp4")).isNotEmptyFile();
        assertThat(sandbox)
                .received("textToVideo")
                .withField("prompt", "A brass lamp on a slowly turning table")
                .withField("quality", "720p")
                .once()
                .nothingElse();
        assertThat(sandbox).hasCredits(new BigDecimal("9.00"));
    }

    @Test
    void clip_withoutCredits_isLeft(Sandbox sandbox) {
        sandbox.setCredits(BigDecimal.ZERO);

        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.TOP_UP_FIRST);

        assertThat(folder).isEmptyDirectory();
        assertThat(sandbox).received("textToVideo").withStatus(406).once().nothingElse();
    }

    @Test
    void clip_tooSoonAfterAnother_isLeftForLater(Sandbox sandbox) {
        sandbox.setRateLimit(1, Duration.ofMinutes(1));

        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.MADE);
        assertThat(clips.make("vase-2", "A tall vase")).isEqualTo(Outcome.TRY_LATER);

        assertThat(sandbox).received("textToVideo").times(2).nothingElse();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISCONNECT_AFTER_REQUEST", "DISCONNECT_IN_BODY", "GARBAGE"})
    void clip_thatMayBeBilled_isNotRequestedAgainBeforeReview(Fault fault, Sandbox sandbox) {
        sandbox.respondWith("textToVideo", StubResponse.fault(fault));

        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.CHECK_THE_BILL);
        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.CHECK_THE_BILL);
        assertThat(sandbox).received("textToVideo").withFault(fault).once().nothingElse();

        clips.billChecked("lamp-7");
        assertThat(clips.make("lamp-7", "A brass lamp")).isEqualTo(Outcome.MADE);
    }
}
