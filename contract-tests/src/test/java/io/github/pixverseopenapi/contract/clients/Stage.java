package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sandbox that plays the cases, and another server that nobody should call. */
final class Stage implements AutoCloseable {
    private final Sandbox sandbox = Sandbox.builder().credits(BigDecimal.valueOf(1_000_000)).start();
    private final Sandbox elsewhere = Sandbox.start();

    String baseUrl() {
        return sandbox.baseUrl();
    }

    String key() {
        return sandbox.apiKey();
    }

    Map<ClientCase, Exchange> play(List<ClientCase> cases, Caller caller) {
        Map<ClientCase, Exchange> exchanges = new LinkedHashMap<>();
        cases.forEach(each -> exchanges.put(each, play(each, caller)));
        return exchanges;
    }

    private Exchange play(ClientCase call, Caller caller) {
        sandbox.clearJournal();
        elsewhere.clearJournal();
        call.answer().ifPresent(answer ->
                sandbox.respondWith(call.operation(), CaseAnswers.prepare(answer, elsewhere.baseUrl())));
        Outcome outcome = caller.call(call);
        List<SentRequest> sent = sandbox.journal().stream().map(SentRequest::of).toList();
        return new Exchange(outcome, sent, elsewhere.journal().size());
    }

    @Override
    public void close() {
        sandbox.close();
        elsewhere.close();
    }
}
