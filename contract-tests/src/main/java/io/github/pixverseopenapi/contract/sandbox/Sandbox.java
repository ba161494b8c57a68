package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import mockwebserver3.MockWebServer;

/**
 * A local stub of the service, reachable over plain HTTP from this machine only.
 *
 * <p>Validates a request in this order: path (404), method (405), API key (401), rate (429), Content-Type, JSON and
 * schema (400, naming every wrong field), credits (406). A valid request gets status 200 and a short MP4 whose length
 * is nearest to the requested length. The document defines the paths, schemas and headers; in addition, the sandbox
 * serves the free {@code GET /v1/get-user-credits}.
 *
 * <p>Malformed HTTP, such as a Content-Length that is not a number, gets 400 before these checks, consumes no queued
 * stub response, and closes the connection. The same applies to a request line of more than 16 KiB (414), a header line
 * of more than 16 KiB and more than 200 header lines (431).
 *
 * <p>A call costs the highest price that the document publishes for its operation or, where it publishes none, the
 * highest price of any operation. Only a generated video is charged: neither error responses nor stub responses queued
 * with {@link #respondWith(StubResponse)} are.
 *
 * <p>Thread-safe. {@link #close()} frees the port and stops all threads; until then they keep the JVM running.
 */
public final class Sandbox implements AutoCloseable {

    /** The API key that is accepted by default. It is not a secret. */
    public static final String API_KEY = "sandbox-key";

    private static final String HOST = "127.0.0.1";
    private static final byte[] HOST_BYTES = {127, 0, 0, 1};

    private final MockWebServer server;
    private final int port;
    private final ApiKeyAuthenticator authenticator;
    private final CreditLedger ledger;
    private final RateLimit rateLimit;
    private final VideoHandler videoHandler;
    private final StubQueue stubs;
    private final Journal journal;

    private Sandbox(Builder options) {
        ApiDocument document = options.document == null ? ApiDocument.load() : options.document;
        authenticator = new ApiKeyAuthenticator(document.securityHeader(), options.apiKey);
        ledger = new CreditLedger(options.credits);
        rateLimit = options.rateLimit();
        stubs = new StubQueue(document.videoOperations());
        journal = new Journal(options.onRequest);
        videoHandler = new VideoHandler(document, authenticator, rateLimit, ledger, options.latency);
        server = new MockWebServer();
        try {
            server.setServerSocketFactory(
                    new SandboxServerSocketFactory(new SandboxServerSocket(stubs::resetsConnection)));
            server.setDispatcher(new SandboxDispatcher(
                    document,
                    stubs,
                    videoHandler,
                    new CreditsHandler(authenticator, ledger),
                    authenticator,
                    journal,
                    options.clock,
                    server));
            server.start(InetAddress.getByAddress(HOST_BYTES), options.port);
        } catch (BindException e) {
            server.close();
            throw new SandboxException(
                    "The sandbox cannot listen on port " + options.port + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            server.close();
            throw new SandboxException("The sandbox cannot start: " + e.getMessage() + ".", e);
        }
        port = server.getPort();
    }

    /**
     * Starts a sandbox with all defaults.
     *
     * @throws SandboxException when it cannot start
     */
    public static Sandbox start() {
        return builder().start();
    }

    /** Returns a builder whose options all have a default. */
    public static Builder builder() {
        return new Builder();
    }

    /** The base URL without a trailing slash, such as {@code http://127.0.0.1:40123}. */
    public String baseUrl() {
        return "http://" + HOST + ":" + port;
    }

    /** The port that the sandbox listens on. */
    public int port() {
        return port;
    }

    /** The accepted API key. */
    public String apiKey() {
        return authenticator.key();
    }

    /** The name of the API key header. */
    String keyHeader() {
        return authenticator.header();
    }

    /** The operationIds of the document. */
    Set<String> operationIds() {
        return stubs.operationIds();
    }

    /** The balance of the account in US dollars. */
    public BigDecimal credits() {
        return ledger.balance();
    }

    /**
     * Sets the balance of the account.
     *
     * @param usd US dollars
     * @throws IllegalArgumentException when negative
     */
    public void setCredits(BigDecimal usd) {
        ledger.set(SandboxOptions.credits(usd));
    }

    /**
     * Admits at most this number of calls with the valid API key within any window and responds to the others with 429.
     * Earlier calls no longer count.
     *
     * @throws IllegalArgumentException unless calls is at least 1 and the window is positive and at most one hour
     */
    public void setRateLimit(int calls, Duration window) {
        rateLimit.set(SandboxOptions.calls(calls), SandboxOptions.window(window));
    }

    /** Removes the rate limit. */
    public void clearRateLimit() {
        rateLimit.clear();
    }

    /**
     * Sets the delay of a generated video. Error responses have no delay; stub responses have their own.
     *
     * @throws IllegalArgumentException when negative or longer than an hour
     */
    public void setLatency(Duration latency) {
        videoHandler.setLatency(SandboxOptions.latency(latency));
    }

    /** The delay of a generated video. */
    public Duration latency() {
        return videoHandler.latency();
    }

    /**
     * Queues the response to the next request of any kind. The request is neither validated nor charged. Each queued
     * response is sent once, in the order of queueing.
     */
    public void respondWith(StubResponse response) {
        stubs.add(response);
    }

    /**
     * Queues the response to the next call of an operation. The call is neither validated nor charged. Responses for an
     * operation take precedence over those for any request.
     *
     * @throws IllegalArgumentException when the document has no such operation, or the fault is
     *     {@link Fault#DISCONNECT_AT_START}, which occurs before the operation is known
     */
    public void respondWith(String operationId, StubResponse response) {
        stubs.add(operationId, response);
    }

    /**
     * The received requests, oldest first: at most the latest 10,000, and fewer when their bodies exceed 256 MiB. An
     * entry is added before its response is sent.
     */
    public List<JournalEntry> journal() {
        return journal.entries();
    }

    /** Clears the journal. */
    public void clearJournal() {
        journal.clear();
    }

    /** Closes all connections and frees the port. Idempotent. */
    @Override
    public void close() {
        server.close();
    }

    /** Builds and starts sandboxes; may be reused. */
    public static final class Builder {

        private int port;
        private ApiDocument document;
        private String apiKey = API_KEY;
        private BigDecimal credits = BigDecimal.valueOf(100);
        private int rateLimitCalls;
        private Duration rateLimitWindow;
        private Duration latency = Duration.ZERO;
        private Clock clock = Clock.systemUTC();
        private Consumer<JournalEntry> onRequest = entry -> {};

        private Builder() {}

        /**
         * The port to listen on; 0, the default, selects a free port.
         *
         * @throws IllegalArgumentException when not within 0 to 65535
         */
        public Builder port(int newPort) {
            port = SandboxOptions.port(newPort);
            return this;
        }

        /** The API document; by default the one bundled with this module. */
        public Builder document(ApiDocument newDocument) {
            document = SandboxOptions.nonNull("document", newDocument);
            return this;
        }

        /**
         * The accepted API key; {@link Sandbox#API_KEY} by default.
         *
         * @throws IllegalArgumentException when it is not a valid header value: empty, with leading or trailing blanks,
         *     or with characters other than visible ASCII
         */
        public Builder apiKey(String newApiKey) {
            // The message omits the value, because it may be a real key.
            SandboxOptions.require(
                    newApiKey != null && newApiKey.matches("[!-~]([ -~]*[!-~])?"),
                    "apiKey",
                    "visible ASCII without leading or trailing blanks",
                    "not (value redacted)");
            apiKey = newApiKey;
            return this;
        }

        /**
         * The initial balance of the account in US dollars; 100 by default.
         *
         * @throws IllegalArgumentException when negative
         */
        public Builder credits(BigDecimal usd) {
            credits = SandboxOptions.credits(usd);
            return this;
        }

        /**
         * The maximum number of calls within any window; unlimited by default.
         *
         * @throws IllegalArgumentException unless calls is at least 1 and the window is positive and at most one hour
         */
        public Builder rateLimit(int calls, Duration window) {
            rateLimitCalls = SandboxOptions.calls(calls);
            rateLimitWindow = SandboxOptions.window(window);
            return this;
        }

        /**
         * The delay of a generated video; zero by default.
         *
         * @throws IllegalArgumentException when negative or longer than an hour
         */
        public Builder latency(Duration newLatency) {
            latency = SandboxOptions.latency(newLatency);
            return this;
        }

        /** The clock of the rate limit and the journal; the system clock by default. Delays use real time. */
        public Builder clock(Clock newClock) {
            clock = SandboxOptions.nonNull("clock", newClock);
            return this;
        }

        /** A listener that is called with each journal entry on the thread that sends the response; none by default. */
        public Builder onRequest(Consumer<JournalEntry> newOnRequest) {
            onRequest = SandboxOptions.nonNull("onRequest", newOnRequest);
            return this;
        }

        /**
         * Starts a sandbox with these options.
         *
         * @throws SandboxException when it cannot start, for example because the port is in use
         */
        public Sandbox start() {
            return new Sandbox(this);
        }

        private RateLimit rateLimit() {
            RateLimit limit = new RateLimit();
            if (rateLimitWindow != null) {
                limit.set(rateLimitCalls, rateLimitWindow);
            }
            return limit;
        }
    }
}
