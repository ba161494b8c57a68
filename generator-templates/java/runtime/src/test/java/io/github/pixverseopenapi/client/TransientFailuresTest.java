package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class TransientFailuresTest {
    private static Failure failure(int status) {
        return Failure.refused(Operation.GET_JOB_STATUS, status, Billing.UNKNOWN, "a reason", null);
    }

    private static Failure noResponse(Throwable cause) {
        return Failure.noResponse(Operation.GET_JOB_STATUS, Billing.UNKNOWN, "a reason", cause);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "201, false",
        "400, false",
        "404, false",
        "408, true",
        "429, true",
        "499, false",
        "500, true",
        "503, true"
    })
    void mayPass_statusOfAResponse_dependsOnIt(int status, boolean expected) {
        assertThat(TransientFailures.mayPass(new UnexpectedResponseException(failure(status))))
                .isEqualTo(expected);
    }

    @Test
    void mayPass_okOfAnotherKind_isFinal() {
        assertThat(TransientFailures.mayPass(new JobFailedException(failure(200))))
                .isFalse();
    }

    @Test
    void mayPass_withoutAResponse_dependsOnTheCause() {
        assertThat(TransientFailures.mayPass(new CallTimeoutException(noResponse(null))))
                .isTrue();
        assertThat(TransientFailures.mayPass(new ConnectionException(noResponse(new IOException()))))
                .isTrue();
        assertThat(TransientFailures.mayPass(new ConnectionException(noResponse(new SSLHandshakeException("no")))))
                .isFalse();
    }
}
