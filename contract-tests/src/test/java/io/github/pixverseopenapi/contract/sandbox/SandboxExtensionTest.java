package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class SandboxExtensionTest {

    private static final Set<Sandbox> SEEN = ConcurrentHashMap.newKeySet();

    @AfterAll
    static void sandboxes_afterTheirTests_areClosed() {
        assertThat(SEEN).isNotEmpty().allSatisfy(sandbox -> assertThatThrownBy(() -> new RawConnection(sandbox))
                .isInstanceOf(ConnectException.class));
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
            assertThat(Calls.call(sandbox, Calls.anyOperation()).statusCode()).isEqualTo(200);
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
        static final SandboxExtension SANDBOXES = SandboxExtension.of(Sandbox.builder().apiKey("own-key"));

        @Test
        void parameter_fromStaticField_hasItsOptions(Sandbox sandbox) {
            assertThat(SEEN.add(sandbox)).isTrue();
            assertThat(sandbox.apiKey()).isEqualTo("own-key");
        }
    }
}
