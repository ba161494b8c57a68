package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.ManualTicker;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import java.time.Clock;

/** Clients of raw servers. */
final class RawClients {
    static final String KEY = "raw-client-key";

    private RawClients() {}

    /** A builder whose clients do not really wait between tries. */
    static PixverseClient.Builder builder(RawServer server) {
        return builder(server, new ManualTicker(Clock.systemUTC()));
    }

    static PixverseClient.Builder builder(RawServer server, ManualTicker time) {
        return builder(server.url(), time);
    }

    static PixverseClient.Builder builder(String url, ManualTicker time) {
        return time.of(PixverseClient.builder()).apiKey(KEY).baseUrl(url);
    }
}
