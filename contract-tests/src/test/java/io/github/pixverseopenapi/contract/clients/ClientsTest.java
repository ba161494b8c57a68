package io.github.pixverseopenapi.contract.clients;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each language's client is generated, built and checked by its own tools, sends the same requests as the Java client,
 * and has the capabilities that its file names.
 */
@Tag("clients")
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("languages")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class ClientsTest {
    /** Most of their time is waiting: for retries, jobs and timeouts. */
    private static final int CONCURRENT_CAPABILITIES = 3;

    private static List<ClientCase> cases;
    private static Map<String, List<ClientCase>> casesByCapability;
    private static Map<ClientCase, CaseExchange> java;

    @Parameter
    Language language;

    static List<Language> languages() throws IOException {
        return Language.selected();
    }

    @BeforeAll
    static void playWithJava() throws IOException {
        List<ClientCase> all = CaseFile.read();
        cases = all.stream().filter(call -> call.capability().isEmpty()).toList();
        casesByCapability = all.stream()
                .filter(call -> call.capability().isPresent() && !call.isNightly())
                .collect(groupingBy(call -> call.capability().get()));
        try (CaseServers stage = new CaseServers();
                JavaClient client = new JavaClient(stage.baseUrl(), stage.key())) {
            java = stage.play(cases, client);
        }
        assertThat(java.values())
                .allMatch(exchange -> exchange.sent().size() == 1 && exchange.otherServerRequests() == 0);
    }

    @BeforeParameterizedClassInvocation
    static void generateAndBuild(Language language) throws Exception {
        ClientBuild.generateAndBuildOnce(language);
    }

    @Test
    void cases_ofALanguage_areSentAsByTheJavaClient() throws Exception {
        Map<ClientCase, List<String>> differences = new LinkedHashMap<>();
        try (CaseServers stage = new CaseServers();
                Program program = new ClientBuild(language).program(stage.baseUrl(), stage.key())) {
            Map<ClientCase, CaseExchange> exchanges = stage.play(cases, program);
            exchanges.forEach((call, exchange) -> differences.put(call, exchange.differencesTo(java.get(call))));
            assertThat(exchanges.values().stream()
                            .flatMap(exchange -> exchange.sent().stream())
                            .map(SentRequest::userAgent)
                            .collect(toSet()))
                    .containsExactly(language.userAgent(documentVersion()));
        }
        long different =
                differences.values().stream().filter(found -> !found.isEmpty()).count();
        System.out.printf("clients: %s made %d calls, %d of them unlike Java%n", language, cases.size(), different);

        assertThat(KnownDifferences.of(language.name()).contradictions(differences))
                .isEmpty();
    }

    @Test
    void capabilities_ofALanguage_areThoseOfItsFile() throws Exception {
        Capabilities capabilities = Capabilities.read();
        List<String> contradictions = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT_CAPABILITIES);
        try {
            List<Future<List<String>>> runs = capabilities.names().stream()
                    .map(capability -> threads.submit(() -> contradictions(capabilities, capability)))
                    .toList();
            for (Future<List<String>> run : runs) {
                contradictions.addAll(run.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(contradictions).isEmpty();
    }

    private List<String> contradictions(Capabilities capabilities, String capability) throws IOException {
        List<String> mismatches = new ArrayList<>();
        try (CapabilityRun run = new CapabilityRun(language)) {
            for (ClientCase call : casesByCapability.get(capability)) {
                mismatches.addAll(run.mismatches(call));
                // One case suffices to show that the language lacks the capability.
                if (!mismatches.isEmpty() && !capabilities.has(language, capability)) {
                    break;
                }
            }
        }
        return capabilities.contradictions(language, capability, mismatches);
    }

    private static String documentVersion() {
        return ApiDocument.load().json().getAsJsonObject("info").get("version").getAsString();
    }

    @Test
    void timeLimits_ofALanguage_areThoseOfTheJavaClient() throws Exception {
        try (CaseServers stage = new CaseServers();
                Program program = new ClientBuild(language).program(stage.baseUrl(), stage.key())) {
            assertThat(program.timeLimits().asMap().entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    limit -> Math.round(limit.getValue().getAsDouble() * 1000))))
                    .isEqualTo(OperationInvoker.videoOperations().stream()
                            .collect(toMap(
                                    Operation::path,
                                    operation -> operation.defaultTimeout().toMillis())));
        }
    }

    @Test
    void example_ofTheReadme_savesItsVideo() throws Exception {
        try (CaseServers stage = new CaseServers()) {
            assertThat(new ClientBuild(language).example(stage.baseUrl(), stage.key()))
                    .isEqualTo(StubResponse.video().body());
        }
    }
}
