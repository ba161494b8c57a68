package com.example.clips;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import com.example.clips.Clip.State;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What is known of a clip after the service was restarted. */
@ExtendWith(SandboxExtension.class)
class RestartTest {
    private static final String SUBMIT = "submitTextToVideo";
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void use(Sandbox ofThisTest) {
        sandbox = ofThisTest;
    }

    @Test
    void restart_submittedClip_keepsItsJob() {
        Clip before;
        try (ConfigurableApplicationContext first = start()) {
            before = first.getBean(ClipService.class).submit("boat", REQUEST);
        }

        try (ConfigurableApplicationContext second = start()) {
            assertThat(second.getBean(ClipStore.class).find("boat")).contains(before);
            assertThat(second.getBean(ClipController.class).state("boat").state())
                    .isEqualTo("COMPLETED");
        }
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void restart_responseWasLost_findsTheJob() {
        sandbox.loseNextResponse(SUBMIT, Fault.DISCONNECT_AFTER_REQUEST);
        try (ConfigurableApplicationContext first = start()) {
            Clip clip = first.getBean(ClipService.class).submit("boat", REQUEST);
            assertThat(clip.state()).isEqualTo(State.UNCLEAR);
        }

        assertFoundAfterRestart();
    }

    @Test
    void restart_killedBeforeTheResponse_findsTheJob(PixverseClient ofTheKilledProcess) {
        try (ConfigurableApplicationContext first = start()) {
            first.getBean(ClipStore.class).add("boat", REQUEST);
            ofTheKilledProcess.submit(REQUEST);
        }

        assertFoundAfterRestart();
    }

    private void assertFoundAfterRestart() {
        try (ConfigurableApplicationContext second = start()) {
            second.getBean(ClipService.class).lookUpUnclear();
            assertThat(second.getBean(ClipStore.class)
                            .find("boat")
                            .orElseThrow()
                            .jobId())
                    .contains(sandbox.jobs().get(0).id());
        }
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void restart_twoEqualClipsWereBeingSent_leavesBothUnclear(PixverseClient ofTheKilledProcess) {
        try (ConfigurableApplicationContext first = start()) {
            ClipStore store = first.getBean(ClipStore.class);
            store.add("one", REQUEST);
            store.add("two", REQUEST);
            ofTheKilledProcess.submit(REQUEST);
        }

        try (ConfigurableApplicationContext second = start()) {
            second.getBean(ClipService.class).lookUpUnclear();
            assertThat(second.getBean(ClipStore.class).unclear())
                    .extracting(Clip::id)
                    .containsExactly("one", "two");
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                ClipsApplication.class,
                "--server.port=0",
                "--pixverse.base-url=" + sandbox.baseUrl(),
                "--pixverse.api-key=" + sandbox.apiKey(),
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("clips"));
    }
}
