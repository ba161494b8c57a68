package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.PixverseClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting of a client at its bounds. */
class SettingsTest {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private static Arguments setting(String problem, UnaryOperator<PixverseClient.Builder> set) {
        return Arguments.of(problem, set);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                setting(null, builder -> builder.timeout(SHORTEST).connectTimeout(SHORTEST)),
                setting(null, builder -> builder.timeout(LONGEST).connectTimeout(LONGEST)),
                setting("timeout: PT0.000999999S is not allowed; must be from 1 ms to " + LONGEST,
                        builder -> builder.timeout(SHORTEST.minusNanos(1))),
                setting("timeout: " + LONGEST.plusNanos(1) + " is not allowed; must be from 1 ms to " + LONGEST,
                        builder -> builder.timeout(LONGEST.plusNanos(1))),
                setting("connectTimeout: PT0S is not allowed; must be from 1 ms to " + LONGEST,
                        builder -> builder.connectTimeout(Duration.ZERO)),
                setting(null, builder -> builder.maxConcurrency(1).retries(0)),
                setting(null, builder -> builder.maxConcurrency(10_000).retries(100)),
                setting("maxConcurrency: 10001 is not allowed; must be from 1 to 10000",
                        builder -> builder.maxConcurrency(10_001)),
                setting("retries: 101 is not allowed; must be from 0 to 100", builder -> builder.retries(101)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void build_withASetting_isRefusedOrNot(String problem, UnaryOperator<PixverseClient.Builder> set) {
        PixverseClient.Builder builder = set.apply(PixverseClient.builder().apiKey("k"));
        if (problem == null) {
            assertThatCode(() -> builder.build().close()).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessage(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "!~", " padded\n"})
    void apiKey_thatCanBeSent_isTaken(String key) {
        assertThatCode(() -> PixverseClient.create(key).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://api.segmind.com,       not an http or https URL",
        "http://api.segmind.com,      plain http would show the API key to the network",
        "https://user@api.segmind.com, it holds a user name or password",
        "https://:word@api.segmind.com, it holds a user name or password",
        "https://api.segmind.com?x=1, it holds a query or fragment",
        "https://api.segmind.com#x,   it holds a query or fragment"
    })
    void baseUrl_thatIsRefused_saysWhatIsWrongWithIt(String url, String fault) {
        assertThatThrownBy(() -> PixverseClient.builder().apiKey("k").baseUrl(url).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseUrl: " + url + " is not allowed (" + fault + "); must be an https URL such as"
                        + " https://api.segmind.com, or an http URL of this machine such as http://127.0.0.1:8089");
    }
}
