package io.github.pixverseopenapi.contract.client;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;

/** Clients of a sandbox. */
public final class ClientSandbox {
    private ClientSandbox() {}

    /** A builder that is set to the sandbox, without retries, so that each call is one request. */
    public static PixverseClient.Builder builder(Sandbox sandbox) {
        return PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .maxRetries(0);
    }

    /** The client of that builder. */
    public static PixverseClient client(Sandbox sandbox) {
        return builder(sandbox).build();
    }
}
