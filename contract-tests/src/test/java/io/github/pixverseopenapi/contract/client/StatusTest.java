package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SandboxExtension.class)
@Tag("pit-calls")
class StatusTest {
    static Stream<Arguments> callsAndStatuses() {
        return ClientCalls.all().stream()
                .flatMap(call -> Stream.of(ExpectedError.values()).map(expected -> Arguments.of(call, expected)));
    }

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("callsAndStatuses")
    void call_errorStatus_throwsItsException(Call call, ExpectedError expected, Sandbox sandbox) {
        sandbox.respondWith(StubResponse.json(expected.status(), "{\"error\":\"Out of film.\"}")
                .withHeader("x-request-id", "req-42"));

        PixverseException failure = failure(call, sandbox);

        assertThat(failure).isExactlyInstanceOf(expected.type());
        assertThat(failure.statusCode()).isEqualTo(expected.status());
        assertThat(failure.billing()).isEqualTo(expected.billing());
        assertThat(failure.requestId()).contains("req-42");
        assertThat(failure.body()).isEqualTo("{\"error\":\"Out of film.\"}");
        assertThat(failure)
                .hasMessageContaining(call.operation().id())
                .hasMessageContaining(String.valueOf(expected.status()))
                .hasMessageContaining("Out of film.")
                .hasMessageContaining("req-42")
                .hasMessageContaining(expected.billing().name());
        if (expected.billing() == Billing.UNKNOWN) {
            assertThat(failure).hasMessageContaining("may be billed and its job may still be running");
        }
        assertThat(sandbox.journal()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withTheWrongKey_isUnauthorized(Call call, Sandbox sandbox) {
        try (PixverseClient client =
                ClientSandbox.builder(sandbox).apiKey("another-key").build()) {
            UnauthorizedException failure = catchThrowableOfType(UnauthorizedException.class, () -> call.on(client));
            assertThat(failure.statusCode()).isEqualTo(401);
            assertThat(failure.toString()).doesNotContain("another-key");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withoutCredits_reportsTheServicesMessage(Call call, Sandbox sandbox) {
        sandbox.setCredits(new java.math.BigDecimal("0.01"));
        PixverseException failure = failure(call, sandbox);
        assertThat(failure).isInstanceOf(InsufficientCreditsException.class).hasMessageContaining("0.01");
        assertThat(sandbox.credits()).isEqualByComparingTo("0.01");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_aboveTheRate_reportsRetryAfter(Call call, Sandbox sandbox) {
        sandbox.setRateLimit(1, Duration.ofMinutes(10));
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            call.on(client).close();
            RateLimitedException failure = catchThrowableOfType(RateLimitedException.class, () -> call.on(client));
            assertThat(failure.retryAfter())
                    .get(org.assertj.core.api.InstanceOfAssertFactories.DURATION)
                    .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(10));
        }
    }

    private static PixverseException failure(Call call, Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            return catchThrowableOfType(PixverseException.class, () -> call.on(client));
        }
    }
}
