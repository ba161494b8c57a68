package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import io.github.pixverseopenapi.client.PixverseClient;
import java.util.List;
import java.util.function.BiConsumer;
import okhttp3.OkHttpClient;

/**
 * Plays the provider's part in one exchange. Pact's JUnit extension does so too, but wants two methods for each
 * exchange; this way they can be the rows of a table.
 */
final class MockProvider {

    private MockProvider() {}

    /**
     * Runs a test against a provider that answers as agreed, but only to the request that was agreed, and with a
     * second host for finished videos.
     */
    static void play(PactCase exchange, BiConsumer<PixverseClient, DownloadHost> test) {
        BaseMockServer server = MockHttpServerKt.mockServer(
                PactInteractions.of(List.of(exchange)), MockProviderConfig.createDefault(PactInteractions.VERSION));
        server.start();
        DownloadHost elsewhere = new DownloadHost(MockProviderConfig.LOCALHOST);
        try (PixverseClient client = client(server, exchange, elsewhere)) {
            test.accept(client, elsewhere);
        } catch (RuntimeException | AssertionError e) {
            // A request other than the agreed one is answered with 500; the reason is known here only.
            e.addSuppressed(new AssertionError(
                    "at the provider: " + server.validateMockServerState(null).getDescription()));
            throw e;
        } finally {
            server.stop();
        }
        PactVerificationResult result = server.validateMockServerState(null);
        assertThat(result).as(result.getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
        assertThat(server.getMatchedRequests().size())
                .as("requests for one paid call")
                .isEqualTo(1);
    }

    private static PixverseClient client(BaseMockServer server, PactCase exchange, DownloadHost elsewhere) {
        return PixverseClient.builder()
                .apiKey(exchange.situation().key())
                .baseUrl("http://" + MockProviderConfig.LOCALHOST + ":" + server.getPort())
                .httpClient(new OkHttpClient.Builder().addInterceptor(elsewhere).build())
                // A faulty request must get as far as the service that refuses it.
                .validateRequests(false)
                .maxRetries(0)
                .build();
    }
}
