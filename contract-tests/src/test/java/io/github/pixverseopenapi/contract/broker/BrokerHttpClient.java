package io.github.pixverseopenapi.contract.broker;

import au.com.dius.pact.core.pactbroker.RequestFailedException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for Pact's library. The library's own has no response timeout, follows redirects and links to any host with the
 * credentials, and sends a failed request up to six times.
 */
final class BrokerHttpClient {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(30);
    private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(60);

    private BrokerHttpClient() {}

    static CloseableHttpClient create(BrokerSettings settings) {
        return HttpClients.custom()
                .useSystemProperties()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(RESPONSE_TIMEOUT)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setDefaultHeaders(settings.credentials().stream()
                        .map(credentials -> new BasicHeader(HttpHeaders.AUTHORIZATION, credentials.header()))
                        .toList())
                .addRequestInterceptorFirst((request, entity, context) -> requireBroker(settings.url(), request))
                .addResponseInterceptorFirst((response, entity, context) -> requireReadable(response))
                .build();
    }

    /** Pact's library fails to read a failure without a media type, and so loses its status. */
    private static void requireReadable(HttpResponse response) throws IOException {
        if (response.getCode() >= HttpStatus.SC_REDIRECTION && !response.containsHeader(HttpHeaders.CONTENT_TYPE)) {
            throw new RequestFailedException(response.getCode(), null, "The response is empty or has no media type");
        }
    }

    /** A broker behind a proxy that it does not know links to its inner address. */
    private static void requireBroker(HttpUrl broker, HttpRequest request) throws ProtocolException, IOException {
        HttpUrl called = url(request);
        if (!List.of(called.scheme(), called.host(), called.port())
                .equals(List.of(broker.scheme(), broker.host(), broker.port()))) {
            throw new BrokerException("links to " + called.scheme() + "://" + called.host() + ":" + called.port()
                    + ", another server, which gets no credentials: set the base URL of the broker");
        }
    }

    private static HttpUrl url(HttpRequest request) throws ProtocolException {
        try {
            return HttpUrl.get(request.getUri().toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ProtocolException("malformed link", e);
        }
    }
}
