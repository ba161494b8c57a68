package com.example.junit;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ask for sandboxes and clients in constructors. 2 pass, 2 fail; 4 sandboxes, 2 clients. */
class ConstructorTests {

    @Nested
    @ExtendWith(SandboxExtension.class)
    class Calling {
        private final PixverseClient client;

        Calling(Sandbox sandbox, PixverseClient client) {
            this.client = client;
            Resources.add(sandbox);
            Resources.add(client);
        }

        @RepeatedTest(2)
        void call() {
            client.textToVideo(Resources.REQUEST).close();
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    class Failing {
        Failing(Sandbox sandbox) {
            Resources.add(sandbox);
            throw new IllegalStateException("Expected: the constructor fails");
        }

        @RepeatedTest(2)
        void neverRun() {}
    }
}
