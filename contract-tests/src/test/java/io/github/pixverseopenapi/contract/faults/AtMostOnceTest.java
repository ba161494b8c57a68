package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario with every way to call. Retries are allowed, so that a retry too many would show. */
@Execution(ExecutionMode.CONCURRENT)
class AtMostOnceTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    static Stream<Arguments> scenariosAndCalls() {
        return Stream.of(FaultScenario.values())
                .flatMap(scenario -> ClientCalls.all().stream().map(call -> Arguments.of(scenario, call)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("scenariosAndCalls")
    void call_anyFault_isSentAtMostOnceAndReleasesAllResources(FaultScenario scenario, Call call) {
        try (RawServer server = new RawServer(scenario.behaviour());
                PixverseClient client =
                        RawClients.builder(server).maxRetries(retries(scenario)).build()) {
            Duration limit = scenario.waitsForTheTimeout() ? SHORT : LONG;
            if (scenario.failure() == null) {
                assertVideo(call, client, limit);
            } else {
                assertFailure(
                        scenario,
                        scenario.whileReading()
                                ? failureWhileReading(call, client, limit)
                                : failureOfCall(call, client, limit));
            }
            assertThat(server.requests()).hasSize(scenario.expectedRequests());
            assertThat(server.begun()).isLessThanOrEqualTo(1);

            assertVideo(call, client, LONG);
            assertThat(server.requests()).hasSize(scenario.expectedRequests() + 1);
            await().until(() -> server.openConnections() == 0);
        }
    }

    /**
     * A reset may be seen before the first byte is written. Then it is certain that nothing was sent, and a retry,
     * which is right, would hide the failure.
     */
    private static int retries(FaultScenario scenario) {
        return scenario == FaultScenario.RESET_BEFORE_REQUEST ? 0 : 3;
    }

    private static void assertVideo(Call call, PixverseClient client, Duration limit) {
        try (Video video = call.on(client, limit)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
    }

    private static PixverseException failureOfCall(Call call, PixverseClient client, Duration limit) {
        return catchThrowableOfType(PixverseException.class, () -> call.on(client, limit));
    }

    private static PixverseException failureWhileReading(Call call, PixverseClient client, Duration limit) {
        try (Video video = call.on(client, limit)) {
            return catchThrowableOfType(PixverseException.class, video::bytes);
        }
    }

    private static void assertFailure(FaultScenario scenario, PixverseException failure) {
        assertThat(failure).isExactlyInstanceOf(scenario.failure());
        if (scenario != FaultScenario.RESET_BEFORE_REQUEST || failure.billing() != Billing.NOT_SENT) {
            assertThat(failure.billing()).isEqualTo(scenario.billing());
        }
        assertThat(failure.getMessage()).doesNotContain(RawClients.KEY);
        assertThat(failure)
                .hasMessageContaining(
                        switch (failure.billing()) {
                            case NOT_SENT -> "nothing is billed";
                            case NOT_BILLED -> "are not billed";
                            case UNKNOWN -> "may be billed";
                            case BILLED -> "the call is billed";
                        });
    }
}
