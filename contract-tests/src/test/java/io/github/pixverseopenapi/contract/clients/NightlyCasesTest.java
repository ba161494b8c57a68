package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The cases in which a server is silent for minutes, played by Java and all languages at once, because they only wait:
 * {@code mvn -Pclients -Dpixverse.nightly=true}.
 */
@Tag("clients")
// Builds the languages that ClientsTest has not built.
@Isolated
@EnabledIfSystemProperty(named = "pixverse.nightly", matches = "true")
class NightlyCasesTest {
    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void nightlyCases_ofAllLanguages_arePlayedAsExpected() throws Exception {
        List<ClientCase> cases =
                CaseFile.read().stream().filter(ClientCase::isNightly).toList();
        assertThat(cases).isNotEmpty();
        List<Language> built = built();
        ExecutorService threads = Executors.newCachedThreadPool();
        Map<String, Future<List<String>>> played = new LinkedHashMap<>();
        Map<String, List<String>> mismatches = new LinkedHashMap<>();
        try {
            played.put("java", threads.submit(() -> playWithJava(cases)));
            built.forEach(language -> played.put(language.name(), threads.submit(() -> play(cases, language))));
            for (Map.Entry<String, Future<List<String>>> each : played.entrySet()) {
                List<String> found = each.getValue().get();
                System.out.printf(
                        "nightly: %s played %d cases: %s%n",
                        each.getKey(), cases.size(), found.isEmpty() ? "as expected" : found);
                if (!found.isEmpty()) {
                    mismatches.put(each.getKey(), found);
                }
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(mismatches).isEmpty();
    }

    /** The selected languages whose tools are here; {@link ClientsTest} reports the others. */
    private static List<Language> built() throws IOException, InterruptedException {
        List<Language> built = new ArrayList<>();
        for (Language language : Language.selected()) {
            if (new ClientBuild(language).hasTools()) {
                ClientBuild.generateAndBuildOnce(language);
                built.add(language);
            }
        }
        return built;
    }

    private static List<String> playWithJava(List<ClientCase> cases) {
        try (CaseServers servers = new CaseServers();
                JavaClient client = new JavaClient(servers.baseUrl(), servers.key())) {
            List<String> mismatches = new ArrayList<>();
            servers.play(cases, client)
                    .forEach((call, exchange) -> mismatches.addAll(CaseExpectation.mismatches(call, exchange)));
            return mismatches;
        }
    }

    private static List<String> play(List<ClientCase> cases, Language language) throws IOException {
        try (CapabilityRun run = new CapabilityRun(language)) {
            List<String> mismatches = new ArrayList<>();
            for (ClientCase call : cases) {
                mismatches.addAll(run.mismatches(call));
            }
            return mismatches;
        }
    }
}
