package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java client does what the cases expect of every client. */
class JavaCasesTest {
    private static CaseServers servers;
    private static JavaClient client;

    static List<ClientCase> casesOfCapabilities() throws IOException {
        return CaseFile.read().stream()
                .filter(call -> call.capability().isPresent() && !call.isNightly())
                .toList();
    }

    @BeforeAll
    static void start() {
        servers = new CaseServers();
        client = new JavaClient(servers.baseUrl(), servers.key());
    }

    @AfterAll
    static void stop() {
        client.close();
        servers.close();
    }

    @ParameterizedTest
    @MethodSource("casesOfCapabilities")
    void case_ofACapability_isPlayedAsExpected(ClientCase call) {
        CaseExchange exchange = servers.play(List.of(call), client).get(call);

        assertThat(CaseExpectation.mismatches(call, exchange)).isEmpty();
    }
}
