package io.github.pixverseopenapi.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PactVerificationTest {

    /** Run by {@link PactVerification} only. */
    static class OneFails {

        @Test
        @DisplayName("client - holds")
        void holds() {}

        @Test
        @DisplayName("client - fails")
        void fails() {
            fail("status 200\ninstead of 401");
        }
    }

    /** Run by {@link PactVerification} only. */
    static class NoneRuns {

        @BeforeAll
        static void fails() {
            fail("no pact");
        }

        @Test
        void never() {}
    }

    @Test
    void verification_withAFailure_reportsItByTheNameOfTheExecution() {
        VerificationResult result = PactVerification.run(OneFails.class.getName());
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.count()).isEqualTo(2);
        assertThat(result.failure("client - holds")).isEmpty();
        assertThat(result.failure("client - fails")).contains("status 200 instead of 401");
    }

    @Test
    void verification_whereNoTestRuns_isNoSuccess() {
        assertThat(PactVerification.run(NoneRuns.class.getName()).isSuccess()).isFalse();
        assertThat(new VerificationResult().isSuccess()).isFalse();
    }
}
