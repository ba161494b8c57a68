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
 * A running stand-in for the service, reachable over plain HTTP from this machine only.
 *
 * <p>A request is checked in this order: path (404), method (405), key (401), rate (429), Content-Type, JSON and
 * schema (400, naming every wrong field), credits (406). What passes gets status 200 and a short MP4 whose length is
 * nearest to the one asked for. The document decides which paths, schemas and headers there are; beside them the
 * sandbox knows the free {@code GET /v1/get-user-credits}.
 *
 * <p>What is not HTTP, or whose end cannot be told, such as a request with a Content-Length that is no number, gets 400
 * before any of that, takes no prepared answer, and ends its connection. So does a request line of more than 16 KiB (414),
 * a header line of more than 16 KiB and the two hundred and first header line (431).
 *
 * <p>A call costs the highest price that the document publishes for its operation; where it publishes none, the
 * highest price that it publishes anywhere. Only a 200 given in this way is charged: no error is, and no answer
 * prepared with {@link #respondWith(StubResponse)}.
 *
 * <p>Every method may be called from any thread. {@link #close()} frees the port and ends all threads; until then
 * they keep the JVM running.
 */
public final class Sandbox implements AutoCloseable {

    /** The key that is accepted unless another one was set. It is no secret. */
    public static final String API_KEY = "sandbox-key";

    private static final String HOST = "127.0.0.1";
    private static final byte[] HOST_BYTES = {127, 0, 0, 1};

    private final MockWebServer server;
    private final int port;
    private final ApiKeyAuthenticator keyCheck;
    private final CreditLedger ledger;
    private final RateLimit rateLimit;
    private final VideoHandler paidCalls;
    private final StubQueue prepared;
    private final Journal journal;

    private Sandbox(Builder options) {
        ApiDocument document = options.document == null ? ApiDocument.load() : options.document;
        keyCheck = new ApiKeyAuthenticator(document.securityHeader(), options.apiKey);
        ledger = new CreditLedger(options.credits);
        rateLimit = options.rateLimit();
        prepared = new StubQueue(document.operations());
        journal = new Journal(options.onRequest);
        paidCalls = new VideoHandler(document, keyCheck, rateLimit, ledger, options.latency);
        server = new MockWebServer();
        try {
            server.setServerSocketFactory(
                    new SandboxServerSocketFactory(new SandboxServerSocket(prepared::cutsConnection)));
            server.setDispatcher(new SandboxDispatcher(
                    document,
                    prepared,
                    paidCalls,
                    new CreditsHandler(keyCheck, ledger),
                    keyCheck,
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

    /** Options for a sandbox, all of which have a default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}; no slash at the end. */
    public String baseUrl() {
        return "http://" + HOST + ":" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The key that it accepts. */
    public String apiKey() {
        return keyCheck.key();
    }

    /** The header that carries the key. */
    String keyHeader() {
        return keyCheck.header();
    }

    /** All operations of its document. */
    Set<String> operationIds() {
        return prepared.operationIds();
    }

    /** What the account holds, in US dollars. */
    public BigDecimal credits() {
        return ledger.balance();
    }

    /**
     * Sets what the account holds.
     *
     * @param usd US dollars
     * @throws IllegalArgumentException when negative
     */
    public void setCredits(BigDecimal usd) {
        ledger.set(SandboxOptions.credits(usd));
    }

    /**
     * Admits only so many calls with the right key within any stretch of the window's length, and answers the others
     * with 429. Calls so far are forgotten.
     *
     * @throws IllegalArgumentException when fewer than one call, or a window that is not above zero and up to an hour
     */
    public void setRateLimit(int calls, Duration window) {
        rateLimit.set(SandboxOptions.calls(calls), SandboxOptions.window(window));
    }

    /** Admits any number of calls again. */
    public void clearRateLimit() {
        rateLimit.clear();
    }

    /**
     * Sets how long a video takes. Refusals come at once all the same, and a prepared answer has a delay of its own.
     *
     * @throws IllegalArgumentException when negative or longer than an hour
     */
    public void setLatency(Duration latency) {
        paidCalls.setLatency(SandboxOptions.latency(latency));
    }

    /** How long a video takes. */
    public Duration latency() {
        return paidCalls.latency();
    }

    /**
     * Answers the next request, whatever it is, with this, unchecked and free of charge. Several are given in the
     * order in which they were prepared, each once.
     */
    public void respondWith(StubResponse answer) {
        prepared.add(answer);
    }

    /**
     * Answers the next call of an operation with this, unchecked and free of charge, before any answer that was
     * prepared for all requests.
     *
     * @throws IllegalArgumentException when the document has no such operation, or the answer is
     *     {@link Fault#DISCONNECT_AT_START}, which comes before the operation is known
     */
    public void respondWith(String operationId, StubResponse answer) {
        prepared.add(operationId, answer);
    }

    /**
     * The requests so far, oldest first; the latest ten thousand at most, and fewer where their bodies have more than
     * 256 MiB. An entry is there before its answer is.
     */
    public List<JournalEntry> journal() {
        return journal.entries();
    }

    /** Forgets the requests so far. */
    public void clearJournal() {
        journal.clear();
    }

    /** Cuts all connections and frees the port. Closing again does nothing. */
    @Override
    public void close() {
        server.close();
    }

    /** Options for a {@link Sandbox}; it may start any number of them. */
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
         * The port to listen on; 0, the default, takes a free one.
         *
         * @throws IllegalArgumentException when not within 0 to 65535
         */
        public Builder port(int newPort) {
            port = SandboxOptions.port(newPort);
            return this;
        }

        /** The document to follow; by default the one that comes with this module. */
        public Builder document(ApiDocument newDocument) {
            document = SandboxOptions.present("document", newDocument);
            return this;
        }

        /**
         * The key to accept; {@link Sandbox#API_KEY} by default.
         *
         * @throws IllegalArgumentException when it could not be sent in a header: empty, with blanks at an end or
         *     with characters other than visible ASCII
         */
        public Builder apiKey(String newApiKey) {
            // The value is left out of the message, because someone may have put a real key here.
            SandboxOptions.require(
                    newApiKey != null && newApiKey.matches("[!-~]([ -~]*[!-~])?"),
                    "apiKey",
                    "not usable",
                    "visible ASCII without blanks at the ends");
            apiKey = newApiKey;
            return this;
        }

        /**
         * What the account holds at first, in US dollars; 100 by default.
         *
         * @throws IllegalArgumentException when negative
         */
        public Builder credits(BigDecimal usd) {
            credits = SandboxOptions.credits(usd);
            return this;
        }

        /**
         * How many calls are admitted within any stretch of the window's length; any number by default.
         *
         * @throws IllegalArgumentException when fewer than one call, or a window that is not above zero and up to an
         *     hour
         */
        public Builder rateLimit(int calls, Duration window) {
            rateLimitCalls = SandboxOptions.calls(calls);
            rateLimitWindow = SandboxOptions.window(window);
            return this;
        }

        /**
         * How long a video takes; zero by default.
         *
         * @throws IllegalArgumentException when negative or longer than an hour
         */
        public Builder latency(Duration newLatency) {
            latency = SandboxOptions.latency(newLatency);
            return this;
        }

        /** The clock for the rate limit and the journal; the system's by default. Delays are in real time. */
        public Builder clock(Clock newClock) {
            clock = SandboxOptions.present("clock", newClock);
            return this;
        }

        /** Is told of each request as it enters the journal, on the thread that answers it; nobody by default. */
        public Builder onRequest(Consumer<JournalEntry> newOnRequest) {
            onRequest = SandboxOptions.present("onRequest", newOnRequest);
            return this;
        }

        /**
         * Starts a sandbox with these options.
         *
         * @throws SandboxException when it cannot start, for instance because the port is in use
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
