package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that call the service with the client. */
final class ServiceOptions {

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Base URL of the server, such as a sandbox; the live service by default.")
    private String baseUrl;

    @Mixin
    private KeyOptions keys;

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
        return (baseUrl == null ? builder : builder.baseUrl(baseUrl)).build();
    }
}
