package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting of a client at its bounds. */
@Tag("pit-calls")
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
                setting(
                        "timeout must be from 1 ms to " + LONGEST + ", but was PT0.000999999S",
                        builder -> builder.timeout(SHORTEST.minusNanos(1))),
                setting(
                        "timeout must be from 1 ms to " + LONGEST + ", but was " + LONGEST.plusNanos(1),
                        builder -> builder.timeout(LONGEST.plusNanos(1))),
                setting(
                        "connectTimeout must be from 1 ms to " + LONGEST + ", but was PT0S",
                        builder -> builder.connectTimeout(Duration.ZERO)),
                setting(
                        "queueTimeout must be from 1 ms to " + LONGEST + ", but was PT0S",
                        builder -> builder.queueTimeout(Duration.ZERO)),
                setting(null, builder -> builder.queueTimeout(SHORTEST)),
                setting(null, builder -> builder.queueTimeout(null)),
                setting(null, builder -> builder.maxConcurrency(1).maxRetries(0)),
                setting(null, builder -> builder.maxConcurrency(10_000).maxRetries(100)),
                setting(
                        "maxConcurrency must be from 1 to 10000, but was 10001",
                        builder -> builder.maxConcurrency(10_001)),
                setting("maxRetries must be from 0 to 100, but was 101", builder -> builder.maxRetries(101)),
                setting(
                        "baseUrl of getCredits must be an https URL, or an http URL of this machine, such as"
                                + " https://api.segmind.com, but was ftp://example.com",
                        builder -> builder.baseUrl(Operation.GET_CREDITS, "ftp://example.com")));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void build_withASetting_isValidOrRejected(String problem, UnaryOperator<PixverseClient.Builder> set) {
        PixverseClient.Builder builder = set.apply(PixverseClient.builder().apiKey("k"));
        if (problem == null) {
            assertThatCode(() -> builder.build().close()).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "!~", " padded\n"})
    void apiKey_thatCanBeSent_isAccepted(String key) {
        assertThatCode(() -> PixverseClient.create(key).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://api.segmind.com                     | an https URL, or an http URL of this machine",
                "http://api.segmind.com                    | an https URL, or an http URL of this machine, because plain http shows the API key to the network",
                "http://127.999.999.999                    | an https URL, or an http URL of this machine, because plain http shows the API key to the network",
                "http://127.0.0.1.example.com              | an https URL, or an http URL of this machine, because plain http shows the API key to the network",
                "http://[::ffff:8.8.8.8]                   | an https URL, or an http URL of this machine, because plain http shows the API key to the network",
                "https://api.segmind.com?x=1               | a URL without a query or fragment",
                "https://api.segmind.com#x                 | a URL without a query or fragment",
                "https://api.segmind.com/v1                | the server's root without the version, which the paths hold",
                "https://proxy.example.com/segmind/v1/     | the server's root without the version, which the paths hold"
            })
    void baseUrl_thatIsRejected_statesWhatItMustBe(String url, String rule) {
        assertThatThrownBy(
                        () -> PixverseClient.builder().apiKey("k").baseUrl(url).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseUrl must be " + rule + ", such as https://api.segmind.com, but was " + url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:word@api.segmind.com, https://<redacted>@api.segmind.com",
        "https://user@api.segmind.com, https://<redacted>@api.segmind.com",
        "ftp://user:word@api.segmind.com/x, ftp://<redacted>@api.segmind.com/x"
    })
    void baseUrl_withAPassword_isRejectedWithoutShowingIt(String url, String shown) {
        assertThatThrownBy(
                        () -> PixverseClient.builder().apiKey("k").baseUrl(url).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("but was " + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1",
                "http://127.255.1.254",
                "http://localhost",
                "http://api.localhost",
                "http://[::1]:8",
                "http://[::ffff:127.0.0.1]",
                "https://proxy.example.com/segmind/v10"
            })
    void baseUrl_loopbackOrHttps_isAccepted(String url) {
        assertThatCode(() -> PixverseClient.builder()
                        .apiKey("k")
                        .baseUrl(url)
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }
}
