package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import io.github.pixverseopenapi.client.PixverseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import okhttp3.OkHttpClient;

/**
 * Simulates the provider of one exchange. Pact's JUnit extension needs two methods for each exchange; this class allows
 * a table of exchanges.
 */
final class MockProvider {

    private MockProvider() {}

    /**
     * Runs a test against a provider that responds to the agreed request only, and with a second host for finished
     * videos.
     */
    static void play(PactCase exchange, BiConsumer<PixverseClient, DownloadHost> test) {
        List<PactCase> exchanges = new ArrayList<>(exchange.prerequisites());
        exchanges.add(exchange);
        play(exchanges, test);
    }

    /** The same for several exchanges, each of which takes place once. The API key is that of the last one. */
    static void play(List<PactCase> exchanges, BiConsumer<PixverseClient, DownloadHost> test) {
        BaseMockServer server = MockHttpServerKt.mockServer(
                PactInteractions.of(exchanges), MockProviderConfig.createDefault(PactInteractions.VERSION));
        server.start();
        DownloadHost downloadHost = new DownloadHost(MockProviderConfig.LOCALHOST);
        try (PixverseClient client = client(server, exchanges.get(exchanges.size() - 1), downloadHost)) {
            test.accept(client, downloadHost);
        } catch (RuntimeException | AssertionError e) {
            // An unexpected request gets a 500; only the mock provider knows the reason.
            e.addSuppressed(new AssertionError(
                    "at the provider: " + server.validateMockServerState(null).getDescription()));
            throw e;
        } finally {
            server.stop();
        }
        PactVerificationResult result = server.validateMockServerState(null);
        assertThat(result).as(result.getDescription()).isInstanceOf(PactVerificationResult.Ok.class);
        assertThat(server.getMatchedRequests().size())
                .as("requests, each of which is sent once")
                .isEqualTo(exchanges.size());
    }

    private static PixverseClient client(BaseMockServer server, PactCase exchange, DownloadHost downloadHost) {
        return PixverseClient.builder()
                .apiKey(exchange.state().key())
                .baseUrl("http://" + MockProviderConfig.LOCALHOST + ":" + server.getPort())
                .httpClient(
                        new OkHttpClient.Builder().addInterceptor(downloadHost).build())
                // An invalid request must reach the service, which rejects it.
                .validateRequests(false)
                .maxRetries(0)
                .build();
    }
}
