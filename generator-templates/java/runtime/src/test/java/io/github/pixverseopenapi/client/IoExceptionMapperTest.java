package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-calls")
class IoExceptionMapperTest {
    private static final Operation OPERATION = Operation.TEXT_TO_VIDEO;
    private static final KeyRedactor NO_KEY = new KeyRedactor(null);

    static Stream<Arguments> failuresBeforeSending() {
        return Stream.of(
                Arguments.of(new UnknownHostException("nowhere"), "the host is not known (nowhere)"),
                Arguments.of(new SSLException("not trusted"), "no secure connection could be made (not trusted)"),
                Arguments.of(new ConnectException("refused"), "no connection could be made (refused)"),
                Arguments.of(new SocketTimeoutException(), "no connection could be made (SocketTimeoutException)"),
                Arguments.of(new IOException("odd"), "the request could not be sent (odd)"));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeSending")
    void withoutResponse_ofARequestThatWasNotSent_isNotSent(IOException cause, String reason) {
        PixverseException failure = IoExceptionMapper.withoutResponse(OPERATION, false, cause, NO_KEY);
        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageStartingWith("textToVideo: " + reason);
        assertThat(failure.getCause()).isSameAs(cause);
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
    }

    @Test
    void withoutResponse_ofARequestThatMayHaveBeenSent_isUnknown() {
        PixverseException reset =
                IoExceptionMapper.withoutResponse(OPERATION, true, new ConnectException("reset"), NO_KEY);
        assertThat(reset).isInstanceOf(ConnectionException.class).hasMessageContaining("no response came (reset)");
        assertThat(reset.billing()).isEqualTo(Billing.UNKNOWN);
        PixverseException silence =
                IoExceptionMapper.withoutResponse(OPERATION, true, new SocketTimeoutException("silence"), NO_KEY);
        assertThat(silence).isInstanceOf(CallTimeoutException.class).hasMessageContaining("no response came (silence)");
        assertThat(silence.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void withoutResponse_withoutAKey_isAnInvalidRequest() {
        PixverseException failure = IoExceptionMapper.withoutResponse(
                OPERATION, false, new ApiKey.InvalidApiKeyException("apiKey must be set"), NO_KEY);
        assertThat(failure)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("textToVideo: apiKey must be set");
    }

    static Stream<Arguments> failuresInTheBody() {
        return Stream.of(
                Arguments.of(new SocketTimeoutException("silence"), CallTimeoutException.class),
                Arguments.of(new InterruptedIOException("timeout"), CallTimeoutException.class),
                Arguments.of(new InterruptedIOException("interrupted"), ConnectionException.class),
                Arguments.of(new IOException("timeout"), ConnectionException.class));
    }

    @ParameterizedTest
    @MethodSource("failuresInTheBody")
    void ofReading_keepsTheBillOfWhatItIsAbout(IOException cause, Class<? extends PixverseException> kind) {
        PixverseException failure =
                IoExceptionMapper.ofReading(Operation.GET_JOB_RESULT, Billing.BILLED, cause, NO_KEY);

        assertThat(failure).isExactlyInstanceOf(kind).hasCause(cause);
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
    }

    @ParameterizedTest
    @MethodSource("failuresInTheBody")
    void truncated_keepsTheMetadataAndIsBilled(IOException cause, Class<? extends PixverseException> kind) {
        PixverseException failure =
                IoExceptionMapper.truncated(OPERATION, metadata(200), "it broke off", cause, NO_KEY);
        assertThat(failure)
                .isExactlyInstanceOf(kind)
                .hasMessageStartingWith(
                        "textToVideo: 200: it broke off (" + cause.getMessage() + ") (request id req-1)");
        assertThat(failure.getCause()).isSameAs(cause);
        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
    }

    /** The published rule speaks of 200 alone. */
    @Test
    void truncated_withAnotherSuccess_isUnknown() {
        assertThat(IoExceptionMapper.truncated(OPERATION, metadata(201), "it broke off", new IOException(), NO_KEY)
                        .billing())
                .isEqualTo(Billing.UNKNOWN);
    }

    private static VideoMetadata metadata(int status) {
        return new VideoMetadata(
                new Response.Builder()
                        .request(new Request.Builder().url("http://127.0.0.1/").build())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .header("x-request-id", "req-1")
                        .build(),
                NO_KEY);
    }
}
