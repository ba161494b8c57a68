package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.util.List;

/** Plays cases of capabilities with the program of a language, which is started again when a case ends it. */
final class CapabilityRun implements AutoCloseable {
    private final CaseServers servers = new CaseServers();
    private final ClientBuild build;
    private Program program;

    CapabilityRun(Language language) throws IOException {
        build = new ClientBuild(language);
        program = build.program(servers.baseUrl(), servers.key());
    }

    /** What is not as the case expects, with the case's name. */
    List<String> mismatches(ClientCase call) throws IOException {
        try {
            CaseExchange exchange = servers.play(List.of(call), program).get(call);
            return CaseExpectation.mismatches(call, exchange).stream()
                    .map(mismatch -> call.name() + ": " + mismatch)
                    .toList();
        } catch (AssertionError e) {
            program.close();
            program = build.program(servers.baseUrl(), servers.key());
            return List.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        program.close();
        servers.close();
    }
}
