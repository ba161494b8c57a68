package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sandbox that serves the cases, a server of files, and another server that must not be called. */
final class CaseServers implements AutoCloseable {
    /** Has the characters that JSON, URLs and HTML escape. */
    private static final String KEY = "kQ7/Zw+Rb3=xJ4_Lm9-Td2";

    private final Sandbox sandbox =
            Sandbox.builder().apiKey(KEY).credits(BigDecimal.valueOf(1_000_000)).start();
    private final Sandbox otherServer = Sandbox.start();
    private final RawServer files = fileServer();
    private final RefusingPort closedServer = new RefusingPort();

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
                    Files.createTempDirectory("conformance"),
                    key());
            call.responses()
                    .forEach(response ->
                            sandbox.respondWith(call.operation(), CaseResponses.prepare(response, placeholders)));
            CaseOutcome outcome = caller.call(call, placeholders);
            ClientBuild.delete(placeholders.folder());
            List<SentRequest> sent =
                    sandbox.journal().stream().map(SentRequest::of).toList();
            List<String> fileRequests =
                    files.requests().stream().skip(filesBefore).toList();
            return new CaseExchange(outcome, sent, otherServer.journal().size(), fileRequests, key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the sandbox's video for every address. */
    private static RawServer fileServer() {
        byte[] video = StubResponse.video().body();
        return RawServer.sending(
                "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + video.length, video);
    }

    @Override
    public void close() {
        sandbox.close();
        otherServer.close();
        files.close();
        closedServer.close();
    }
}
