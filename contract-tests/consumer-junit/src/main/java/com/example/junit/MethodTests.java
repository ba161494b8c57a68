package com.example.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ask for sandboxes and clients in methods. 9 pass, 2 fail; 11 sandboxes, 9 clients. */
class MethodTests {

    @Nested
    @ExtendWith(SandboxExtension.class)
    class WithDefaults {
        private Sandbox sandbox;

        @BeforeEach
        void remember(Sandbox ofThisTest) {
            sandbox = ofThisTest;
            Resources.add(sandbox);
        }

        @RepeatedTest(2)
        void call(PixverseClient client, Sandbox sameSandbox) {
            assertSame(sandbox, sameSandbox);
            callOnce(client, sandbox);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void callSeveralTimes(int calls, PixverseClient client) {
            for (int call = 0; call < calls; call++) {
                client.textToVideo(Resources.REQUEST).close();
            }
            assertEquals(calls, sandbox.journal().size());
        }

        @AfterEach
        void callAgain(PixverseClient client) {
            callOnce(client, sandbox);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithOptions {
        @RegisterExtension
        final SandboxExtension sandboxes =
                SandboxExtension.of(Sandbox.builder().credits(BigDecimal.TEN)).client(client -> client.maxRetries(0));

        @RepeatedTest(2)
        void call(Sandbox sandbox, PixverseClient client) {
            Resources.add(sandbox);
            callOnce(client, sandbox);
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    class WithClientOnly {
        @RepeatedTest(2)
        void call(PixverseClient client, Sandbox sandbox) {
            Resources.add(sandbox);
            callOnce(client, sandbox);
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    class Failing {
        @BeforeEach
        void fail(Sandbox sandbox) {
            Resources.add(sandbox);
            throw new IllegalStateException("Expected: @BeforeEach fails");
        }

        @RepeatedTest(2)
        void neverRun() {}
    }

    private static void callOnce(PixverseClient client, Sandbox sandbox) {
        Resources.add(client);
        int before = sandbox.journal().size();
        try (Video video = client.textToVideo(Resources.REQUEST)) {
            video.bytes();
        }
        assertEquals(before + 1, sandbox.journal().size());
    }
}
