package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The options of a client, validated. Immutable. */
final class ClientOptions {
    final Supplier<String> apiKey;
    final ServerRouter servers;
    /** Null: {@link Operation#defaultTimeout()} of each operation. */
    final @Nullable Duration timeout;
    /** Null: unlimited. */
    final @Nullable Duration queueTimeout;

    final Duration connectTimeout;
    final int maxConcurrency;
    final int maxRetries;
    final boolean validateRequests;
    final OkHttpClient httpClient;
    final Ticker ticker;

    ClientOptions(PixverseClient.Builder builder) {
        OptionsValidator.check(builder);
        // The validator rejects a builder without one.
        this.apiKey = Objects.requireNonNull(builder.apiKey);
        this.servers = new ServerRouter(BaseUrl.parse(builder.baseUrl), parsed(builder.baseUrls));
        this.timeout = builder.timeout;
        this.queueTimeout = builder.queueTimeout;
        this.connectTimeout = builder.connectTimeout;
        this.maxConcurrency = builder.maxConcurrency;
        this.maxRetries = builder.maxRetries;
        this.validateRequests = builder.validateRequests;
        this.httpClient = builder.httpClient == null ? new OkHttpClient() : builder.httpClient;
        this.ticker = builder.ticker;
    }

    private static Map<Operation, HttpUrl> parsed(Map<Operation, String> baseUrls) {
        Map<Operation, HttpUrl> parsed = new EnumMap<>(Operation.class);
        baseUrls.forEach((operation, url) -> parsed.put(operation, BaseUrl.parse(url)));
        return parsed;
    }

    /** The timeout of calls that know no operation: the longest that any operation has. */
    Duration longestTimeout() {
        if (timeout != null) {
            return timeout;
        }
        Duration longest = Duration.ZERO;
        for (Operation operation : Operation.values()) {
            longest = operation.defaultTimeout().compareTo(longest) > 0 ? operation.defaultTimeout() : longest;
        }
        return longest;
    }
}
