package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoExceptionMapperTest {
    private static final Operation OPERATION = Operation.TEXT_TO_VIDEO;

    static Stream<Arguments> failuresBeforeTheRequestLeft() {
        return Stream.of(
                Arguments.of(new UnknownHostException("nowhere"), "the host is not known (nowhere)"),
                Arguments.of(new SSLException("not trusted"), "no secure connection could be made (not trusted)"),
                Arguments.of(new ConnectException("refused"), "no connection could be made (refused)"),
                Arguments.of(new SocketTimeoutException(), "no connection could be made (SocketTimeoutException)"),
                Arguments.of(new IOException("odd"), "the request could not be sent (odd)"));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheRequestLeft")
    void beforeAnswer_ofARequestThatDidNotLeave_isNotSent(IOException cause, String reason) {
        PixverseException failure = IoExceptionMapper.beforeAnswer(OPERATION, false, cause);
        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageStartingWith("textToVideo: " + reason);
        assertThat(failure.getCause()).isSameAs(cause);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
    }

    @Test
    void beforeAnswer_ofARequestThatMayHaveLeft_isUnknown() {
        PixverseException reset = IoExceptionMapper.beforeAnswer(OPERATION, true, new ConnectException("reset"));
        assertThat(reset).isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the connection gave no answer (reset)");
        assertThat(reset.billing()).isEqualTo(Billing.UNKNOWN);
        PixverseException silence = IoExceptionMapper.beforeAnswer(OPERATION, true, new SocketTimeoutException("silence"));
        assertThat(silence).isInstanceOf(CallTimeoutException.class)
                .hasMessageContaining("the connection gave no answer (silence)");
        assertThat(silence.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void beforeAnswer_withoutAKey_isAnInvalidRequest() {
        PixverseException failure =
                IoExceptionMapper.beforeAnswer(OPERATION, false, new ApiKeyInterceptor.KeyException("apiKey: missing"));
        assertThat(failure).isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("textToVideo: apiKey: missing");
    }

    static Stream<Arguments> failuresWhileReading() {
        return Stream.of(
                Arguments.of(new SocketTimeoutException("silence"), CallTimeoutException.class),
                Arguments.of(new InterruptedIOException("timeout"), CallTimeoutException.class),
                Arguments.of(new InterruptedIOException("interrupted"), ConnectionException.class),
                Arguments.of(new IOException("timeout"), ConnectionException.class));
    }

    @ParameterizedTest
    @MethodSource("failuresWhileReading")
    void whileReading_keepsWhatTheAnswerSaid(IOException cause, Class<? extends PixverseException> kind) {
        PixverseException failure = IoExceptionMapper.whileReading(OPERATION, 200, "req-1", "it broke off", cause);
        assertThat(failure).isExactlyInstanceOf(kind)
                .hasMessageStartingWith("textToVideo: 200: it broke off (" + cause.getMessage() + ") (request id req-1)");
        assertThat(failure.getCause()).isSameAs(cause);
        assertThat(failure.status()).isEqualTo(200);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }
}
