package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sandbox that serves the cases, and another server that must not be called. */
final class CaseServers implements AutoCloseable {
    private final Sandbox sandbox =
            Sandbox.builder().credits(BigDecimal.valueOf(1_000_000)).start();
    private final Sandbox otherServer = Sandbox.start();

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
        call.response()
                .ifPresent(response ->
                        sandbox.respondWith(call.operation(), CaseResponses.prepare(response, otherServer.baseUrl())));
        CaseOutcome outcome = caller.call(call);
        List<SentRequest> sent = sandbox.journal().stream().map(SentRequest::of).toList();
        return new CaseExchange(outcome, sent, otherServer.journal().size());
    }

    @Override
    public void close() {
        sandbox.close();
        otherServer.close();
    }
}
