package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** The options of commands that call the service with the client. */
final class ServiceOptions {

    @Mixin
    private BaseUrlOption baseUrl;

    @ArgGroup
    private KeyOptions keys = new KeyOptions();

    /**
     * A client of the server.
     *
     * @throws IllegalArgumentException when an option is invalid or the key is missing
     */
    PixverseClient client() {
        ServiceApiKey key = keys.key(System.getenv())
                .orElseThrow(() -> new IllegalArgumentException(
                        Message.of("The variable " + ServiceFacts.API_KEY_VARIABLE, "set to the API key", "missing")));
        PixverseClient.Builder builder = PixverseClient.builder().apiKey(key.value());
        baseUrl.url(System.getenv()).ifPresent(builder::baseUrl);
        return builder.build();
    }

    /** A message about the server that names where its URL comes from. */
    String withSource(String message) {
        return baseUrl.withSource(message);
    }
}
