package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.UnexpectedResponseException;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No redirect is followed, so neither the request nor the key goes anywhere else. */
@Execution(ExecutionMode.CONCURRENT)
class RedirectTest {
    private enum RedirectTarget {
        SAME_HOST,
        OTHER_HOST,
        OTHER_SCHEME,
        LOOP
    }

    static Stream<Arguments> redirectsAndCalls() {
        return IntStream.of(300, 301, 302, 303, 307, 308)
                .boxed()
                .flatMap(status -> Stream.of(RedirectTarget.values())
                        .flatMap(target -> ClientCalls.all().stream().map(call -> Arguments.of(status, target, call))));
    }

    @ParameterizedTest(name = "{0} to {1} {2}")
    @MethodSource("redirectsAndCalls")
    void call_redirected_isNotSentAnywhereElse(int status, RedirectTarget target, Call call) {
        try (RawServer other = new RawServer();
                RawServer server = new RawServer(redirect(status, location(target, other, call)));
                PixverseClient client = RawClients.builder(server).maxRetries(3).build()) {
            UnexpectedResponseException failure =
                    catchThrowableOfType(UnexpectedResponseException.class, () -> call.on(client));
            assertThat(failure.statusCode()).isEqualTo(status);
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(server.requests()).hasSize(1);
            assertThat(other.begun()).isZero();
            call.on(client).close();
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static String location(RedirectTarget target, RawServer other, Call call) {
        return switch (target) {
            case SAME_HOST -> "/elsewhere";
            case OTHER_HOST -> other.url() + call.operation().path();
            case OTHER_SCHEME ->
                "https://127.0.0.1:" + other.port() + call.operation().path();
            case LOOP -> call.operation().path();
        };
    }

    private static RawServer.Behaviour redirect(int status, String location) {
        return ServerBehaviors.status(status + " Elsewhere\r\nLocation: " + location);
    }
}
