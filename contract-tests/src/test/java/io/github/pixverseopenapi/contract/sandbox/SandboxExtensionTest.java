package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

class SandboxExtensionTest {

    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    private static final Set<Sandbox> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<PixverseClient> SEEN_CLIENTS = ConcurrentHashMap.newKeySet();

    @AfterAll
    static void clients_afterTheirTests_areClosed() {
        assertThat(SEEN_CLIENTS)
                .isNotEmpty()
                .allSatisfy(client ->
                        assertThatThrownBy(() -> client.textToVideo(REQUEST)).hasMessageContaining("closed"));
    }

    @AfterAll
    static void sandboxes_afterTheirTests_areClosed() {
        assertThat(SEEN)
                .isNotEmpty()
                .allSatisfy(sandbox ->
                        assertThatThrownBy(() -> new RawConnection(sandbox)).isInstanceOf(ConnectException.class));
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    @Execution(ExecutionMode.CONCURRENT)
    class WithDefaults {

        private final Sandbox fromConstructor;
        private Sandbox fromBeforeEach;

        WithDefaults(Sandbox sandbox) {
            fromConstructor = sandbox;
        }

        @BeforeEach
        void remember(Sandbox sandbox) {
            fromBeforeEach = sandbox;
        }

        @RepeatedTest(5)
        void parameter_eachTest_isFreshAndTheSameThroughoutTheTest(Sandbox sandbox) {
            assertThat(sandbox).isSameAs(fromConstructor).isSameAs(fromBeforeEach);
            assertThat(SEEN.add(sandbox)).isTrue();
            assertThat(SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sandbox.journal()).hasSize(1);
        }
    }

    @Nested
    class WithOptions {

        @RegisterExtension
        SandboxExtension sandboxes = SandboxExtension.of(Sandbox.builder().credits(new BigDecimal("7")));

        @RepeatedTest(2)
        void parameter_withOptions_hasThem(Sandbox sandbox) {
            assertThat(SEEN.add(sandbox)).isTrue();
            assertThat(sandbox.credits()).isEqualByComparingTo("7");
            sandbox.setCredits(BigDecimal.ONE);
        }
    }

    @Nested
    class WithStaticField {

        @RegisterExtension
        static final SandboxExtension SANDBOXES =
                SandboxExtension.of(Sandbox.builder().apiKey("own-key"));

        @Test
        void parameter_fromStaticField_hasItsOptions(Sandbox sandbox) {
            assertThat(SEEN.add(sandbox)).isTrue();
            assertThat(sandbox.apiKey()).isEqualTo("own-key");
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    @Execution(ExecutionMode.CONCURRENT)
    class WithClient {

        private final PixverseClient fromConstructor;

        WithClient(PixverseClient client) {
            fromConstructor = client;
        }

        @AfterEach
        void client_afterTest_isTheSameAndStillOpen(PixverseClient client, Sandbox sandbox) {
            assertThat(client).isSameAs(fromConstructor);
            sandbox.setLatency(Duration.ZERO);
            sandbox.clearRateLimit();
            try (Video video = client.textToVideo(REQUEST)) {
                assertThat(video.bytes()).isNotEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void client_eachInvocation_callsItsOwnSandbox(int calls, PixverseClient client, Sandbox sandbox) {
            assertThat(SEEN_CLIENTS.add(client)).isTrue();
            for (int call = 0; call < calls; call++) {
                client.textToVideo(REQUEST).close();
            }
            assertThat(sandbox.journal()).hasSize(calls).allMatch(JournalEntry::keyAccepted);
        }

        @Test
        void client_stalledSandbox_timesOut(PixverseClient client, Sandbox sandbox) {
            sandbox.respondWith(StubResponse.fault(Fault.STALL_BEFORE_RESPONSE));

            assertThatThrownBy(() -> client.textToVideo(REQUEST))
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("no response");
        }

        @Nested
        class InAnInnerClass {

            @Test
            void client_innerClass_callsItsOwnSandbox(PixverseClient client, Sandbox sandbox) {
                assertThat(SEEN_CLIENTS.add(client)).isTrue();
                assertThat(sandbox.journal()).isEmpty();
                client.textToVideo(REQUEST).close();
                assertThat(sandbox.journal()).hasSize(1);
            }
        }
    }

    @Nested
    class WithClientOptions {

        @RegisterExtension
        static final SandboxExtension SANDBOXES =
                SandboxExtension.of(Sandbox.builder().credits(BigDecimal.TEN)).client(client -> client.maxRetries(0));

        @Test
        void client_withOptions_hasThemBesideTheSandboxes(PixverseClient client, Sandbox sandbox) {
            sandbox.respondWith(StubResponse.empty(429));

            assertThatThrownBy(() -> client.textToVideo(REQUEST)).isInstanceOf(RateLimitedException.class);
            assertThat(sandbox.journal()).hasSize(1);
            assertThat(sandbox.credits()).isEqualTo(BigDecimal.TEN);
        }
    }

    @Test
    void parameter_outsideATestMethod_isRejectedReportingWhere() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .selectors(DiscoverySelectors.selectClass(RequestsSandboxTooEarly.class))
                .execute()
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.event(EventConditions.finishedWithFailure(TestExecutionResultConditions.message(
                                text -> text.contains("must belong to one test: ")))));
    }

    @ExtendWith(SandboxExtension.class)
    @Disabled("Run by the test above.")
    static class RequestsSandboxTooEarly {

        @BeforeAll
        @SuppressWarnings("DoNotCallSuggester") // JUnit calls it.
        static void ask(Sandbox sandbox) {
            throw new AssertionError(sandbox);
        }

        @Test
        void nothing() {}
    }
}
