package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-calls")
@ExtendWith(SandboxExtension.class)
class SuccessTest {
    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withValidRequest_returnsTheVideoAndItsMetadata(Call call, Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox);
                Video video = call.on(client)) {
            assertThat(video.contentType()).isEqualTo("video/mp4");
            assertThat(video.metadata().statusCode()).isEqualTo(200);
            assertThat(video.metadata().requestId()).isNotEmpty();
            assertThat(video.metadata().cost()).isNotEmpty();
            assertThat(video.metadata().remainingCredits()).contains(sandbox.credits());
            assertThat(video.metadata().generationSeconds()).isNotEmpty();
            assertThat(video.metadata().seed()).isNotEmpty();
            assertThat(video.metadata().header("x-sandbox-provenance")).contains("synthesised");
            long announced = video.contentLength();
            assertThat(video.bytes()).hasSize((int) announced).containsSubsequence('f', 't', 'y', 'p');
        }
    }

    @Test
    void call_ofAnyOperation_namesTheClientAndItsVersion(Sandbox sandbox) throws Exception {
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .build()) {
            ClientCalls.all().get(0).on(client).close();
        }
        String version = Files.readAllLines(Path.of("..", "pom.xml")).stream()
                .filter(line -> line.matches("  <version>.*</version>"))
                .map(line -> line.replaceAll(" *<version>(.*?)(-SNAPSHOT)?</version>", "$1"))
                .findFirst()
                .orElseThrow();
        assertThat(sandbox.journal().get(0).header("User-Agent")).contains("pixverse-client-java/" + version);
    }

    /** With a fifth of the timeout as latency, 32 at once: the last calls are queued for longer than the timeout. */
    @Test
    void calls_200AtOnce_areAllBilledAndAllReturned(Sandbox sandbox) {
        Duration timeout = Duration.ofSeconds(2);
        sandbox.setLatency(timeout.dividedBy(5));
        sandbox.setCredits(BigDecimal.valueOf(1_000));
        BigDecimal before = sandbox.credits();
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .timeout(timeout)
                .build()) {
            List<CompletableFuture<Video>> videos = IntStream.range(0, 200)
                    .mapToObj(i -> ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null))
                    .toList();
            videos.forEach(video -> video.join().close());
        }
        assertThat(sandbox.journal()).hasSize(200);
        assertThat(before.subtract(sandbox.credits())).isEqualByComparingTo("200.00");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_ofAnyOperation_sendsExactlyTheRequestOnce(Call call, Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            call.on(client).close();
        }
        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.method()).isEqualTo("POST");
            assertThat(entry.path()).isEqualTo(call.operation().path());
            assertThat(entry.header("Content-Type")).get().asString().startsWith("application/json");
            assertThat(entry.header("Accept")).get().asString().startsWith("video/mp4, application/json");
            assertThat(entry.keyAccepted()).isTrue();
            assertThat(JsonParser.parseString(entry.bodyText()))
                    .isEqualTo(JsonParser.parseString(
                            ClientCalls.request(call.operation()).toJson()));
        });
    }

    @Test
    void saveTo_aFile_writesAllBytesAndReportsProgress(Sandbox sandbox, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("boat.mp4");
        List<Long> progress = new ArrayList<>();
        try (PixverseClient client = ClientSandbox.client(sandbox);
                Video video = new Call(Operation.TEXT_TO_VIDEO, ClientCalls.Style.BLOCKING).on(client)) {
            video.saveTo(file, (saved, total) -> {
                assertThat(total).isEqualTo(video.contentLength());
                progress.add(saved);
            });
            assertThat(progress).isSorted().endsWith(video.contentLength());
            assertThat(Files.size(file)).isEqualTo(video.contentLength());
        }
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void byteStream_ofAVideo_returnsAllBytes(Sandbox sandbox) throws IOException {
        try (PixverseClient client = ClientSandbox.client(sandbox);
                Video video = new Call(Operation.GENERATE_V6_VIDEO, ClientCalls.Style.BLOCKING).on(client);
                InputStream stream = video.byteStream()) {
            assertThat(stream.readAllBytes()).hasSize((int) video.contentLength());
        }
    }

    @Test
    void bytes_calledTwice_throws(Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox);
                Video video = new Call(Operation.TEXT_TO_VIDEO, ClientCalls.Style.BLOCKING).on(client)) {
            video.bytes();
            assertThatThrownBy(video::bytes)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("once");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_onAClosedClient_isRejectedBeforeSending(Call call, Sandbox sandbox) {
        PixverseClient client = ClientSandbox.client(sandbox);
        client.close();
        client.close();
        assertThatThrownBy(() -> call.on(client))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void api_calledDirectly_sendsTheKeyAndStreams(Sandbox sandbox) throws IOException {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            var request = io.github.pixverseopenapi.client.model.TextToVideoRequest.builder()
                    .prompt("A paper boat")
                    .build();
            var response = client.api().textToVideo(request).execute();
            try (var body = response.body()) {
                assertThat(response.code()).isEqualTo(200);
                assertThat(body.bytes()).isNotEmpty();
            }
        }
        assertThat(sandbox.journal()).extracting(JournalEntry::keyAccepted).containsExactly(true);
    }
}
