package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A sandbox that serves the cases, a server of files, and another server that must not be called. */
final class CaseServers implements AutoCloseable {
    /** Has the characters that JSON, URLs and HTML escape. */
    private static final String KEY = "kQ7/Zw+Rb3=xJ4_Lm9-Td2";

    /** Below the clone, because a tool of a newer Debian sees nothing else. */
    private static final Path FOLDERS = Language.ROOT.resolve(Path.of("generated", "target"));

    private final Sandbox sandbox =
            Sandbox.builder().apiKey(KEY).credits(BigDecimal.valueOf(1_000_000)).start();
    private final Sandbox otherServer = Sandbox.start();
    private final RawServer files = fileServer();
    private final RefusingPort closedServer = new RefusingPort();
    private final Path image = image();

    String baseUrl() {
        return sandbox.baseUrl();
    }

    String key() {
        return sandbox.apiKey();
    }

    Map<ClientCase, CaseExchange> play(List<ClientCase> cases, LanguageClient caller) {
        Map<ClientCase, CaseExchange> exchanges = new LinkedHashMap<>();
        cases.forEach(each -> exchanges.put(each, play(each, caller)));
        return exchanges;
    }

    private CaseExchange play(ClientCase call, LanguageClient caller) {
        sandbox.clearJournal();
        otherServer.clearJournal();
        int filesBefore = files.requests().size();
        try {
            Placeholders placeholders = new Placeholders(
                    otherServer.baseUrl(),
                    files.url(),
                    closedServer.url(),
                    Files.createTempDirectory(FOLDERS, "conformance"),
                    image,
                    key());
            CaseOutcome outcome;
            int atOnce;
            try (Rendezvous rendezvous = prepare(call, placeholders)) {
                outcome = caller.call(call, placeholders);
                atOnce = rendezvous.atOnce();
            }
            ClientBuild.delete(placeholders.folder());
            List<SentRequest> sent =
                    sandbox.journal().stream().map(SentRequest::of).toList();
            List<String> fileRequests =
                    files.requests().stream().skip(filesBefore).toList();
            return new CaseExchange(outcome, sent, otherServer.journal().size(), fileRequests, atOnce, key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rendezvous prepare(ClientCase call, Placeholders placeholders) {
        call.responses()
                .forEach((operation, responses) -> responses.forEach(
                        response -> sandbox.respondWith(operation, CaseResponses.prepare(response, placeholders))));
        call.downloads().forEach(fault -> sandbox.changeNextDownload(response -> response.withFault(fault)));
        sandbox.setProcessingTime(
                Duration.ofSeconds(call.number("processingSeconds").orElse(0.0).longValue()));
        Map<String, StubResponse> bySeed = new LinkedHashMap<>();
        call.responsesBySeed()
                .forEach((seed, response) -> bySeed.put(seed, CaseResponses.prepare(response, placeholders)));
        Rendezvous rendezvous = new Rendezvous(call.requests().size(), bySeed);
        call.requests().forEach(request -> sandbox.changeNextResponse(call.operation(), rendezvous::hold));
        return rendezvous;
    }

    /** Returns the sandbox's video for every path. */
    private static RawServer fileServer() {
        byte[] video = StubResponse.video().body();
        return RawServer.sending(
                "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + video.length, video);
    }

    /** A PNG file of one pixel. */
    private static Path image() {
        try {
            Path file = Files.createTempFile(FOLDERS, "conformance", ".png");
            ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        image.toFile().delete();
        sandbox.close();
        otherServer.close();
        files.close();
        closedServer.close();
    }
}
