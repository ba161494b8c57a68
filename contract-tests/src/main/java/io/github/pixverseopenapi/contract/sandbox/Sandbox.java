package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;

/**
 * A local stub of the service, reachable over plain HTTP; by default from this machine only.
 *
 * <p>Serves the operations of all the document's servers from one base URL. Validates a request in this order: path
 * (404), method (405), API key (401), rate of the operations that generate videos (429), parameters (400 or, in the path,
 * 404), Content-Type, JSON and schema (400, naming every wrong field), credits (406). The document defines the paths,
 * schemas and headers.
 *
 * <ul>
 *   <li>A call that returns a video gets a short MP4 whose length is nearest to the requested length.
 *   <li>A submission starts a new job, which is {@link SandboxJobState#QUEUED} for the queue time and then
 *       {@link SandboxJobState#PROCESSING} for the processing time, both zero by default, so that a job completes at once. Its
 *       {@code poll_url} equals its {@code status_url}. The result of a job that has not ended is its status with status
 *       code 200 (assumption). Status and result are unknown (404) after the retention of its record.
 *   <li>Videos of completed jobs and calls are files, which need no API key and support ranges; they are deleted (404)
 *       after the retention of files. Uploaded files, together at most 256 MiB, are kept.
 *   <li>The history has one row for each valid call and job, the calls under their {@code x-request-id}. A day is one in
 *       UTC; a window of more than 31 days is rejected (400).
 * </ul>
 *
 * <p>A browser that opens {@link #baseUrl()} gets a page on which every operation can be tried, with the jobs, the
 * journal and the settings of the sandbox. Web pages of this machine, on any port, may call the sandbox (CORS); others
 * get 403, unless {@link Builder#allowOrigin} names them. To protect it from DNS rebinding, a request whose Host is a
 * name, but none of this machine's or of {@link Builder#allowHost}, gets 403. Requests for the page and preflights are not
 * in the journal.
 *
 * <p>URLs in responses have the base URL that the client has used. The states of jobs and
 * the retentions follow the sandbox's clock. At most the latest 10,000 calls and jobs are kept, and fewer when their
 * bodies exceed 256 MiB.
 *
 * <p>Malformed HTTP, such as a Content-Length that is not a number, gets 400 before these checks, consumes no queued
 * stub response, and closes the connection. The same applies to a request line of more than 16 KiB (414), a header line
 * of more than 16 KiB and more than 200 header lines (431).
 *
 * <p>A call costs the highest price that the document publishes for its operation or, where it publishes none, the
 * highest price of any operation. A job costs as much as the call that returns the same video at once. Only a generated
 * video is charged: neither failed jobs, nor error responses, nor stub responses queued with
 * {@link #respondWith(StubResponse)} are. A job is charged when it completes; it is rejected (406) when the balance minus
 * the price of open jobs does not cover its price.
 *
 * <p>Thread-safe. {@link #close()} frees the port and stops all threads; until then they keep the JVM running.
 */
public final class Sandbox implements AutoCloseable {

    /** The API key that is accepted by default. It is not a secret. */
    public static final String API_KEY = "sandbox-key";

    /** An address, which needs no DNS lookup. */
    private static final String LOOPBACK = "127.0.0.1";

    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::");

    private final MockWebServer server;
    private final String host;
    private final int port;
    private final boolean isLoopback;
    private final ApiKeyAuthenticator authenticator;
    private final GenerationStore store;
    private final RateLimit rateLimit;
    private final VideoHandler videoHandler;
    private final StubQueue stubs;
    private final ResponseChanges changes;
    private final Journal journal;
    private final Clock clock;

    private Sandbox(Builder options) {
        ApiDocument document = options.document == null ? ApiDocument.load() : options.document;
        clock = options.clock;
        host = options.host;
        authenticator = new ApiKeyAuthenticator(document.securityHeader(), options.apiKey);
        store = new GenerationStore(new CreditLedger(options.credits), options.times);
        rateLimit = options.rateLimit();
        stubs = new StubQueue(document.operations());
        changes = new ResponseChanges(stubs.operationIds());
        journal = new Journal(options.onRequest);
        GenerationPlan.Planner planner = new GenerationPlan.Planner(document);
        videoHandler = new VideoHandler(document, store, planner, options.latency);
        server = new MockWebServer();
        UploadStore uploads = new UploadStore();
        HostPolicy hosts = new HostPolicy(options.hostNames);
        SandboxBaseUrl urlsBase = new SandboxBaseUrl(hosts, () -> baseUrl(host, server.getPort()));
        SandboxUrls urls = new SandboxUrls(document, urlsBase);
        OriginPolicy origins = new OriginPolicy(document, hosts, options.origins);
        PageHandler page = new PageHandler(document, urlsBase, origins, new ControlApi(this, journal, changes));
        OperationRouter router = new OperationRouter(
                new CallValidator(document, authenticator, rateLimit),
                videoHandler,
                new SubmitHandler(store, planner, urls),
                otherHandlers(uploads, urls));
        try {
            server.setServerSocketFactory(
                    new SandboxServerSocketFactory(new SandboxServerSocket(stubs::resetsConnection)));
            server.setDispatcher(new SandboxDispatcher(
                    document,
                    stubs,
                    changes,
                    router,
                    new FileHandler(store, uploads),
                    new BrowserFilter(hosts, origins, page),
                    store,
                    authenticator,
                    journal,
                    clock,
                    server));
            InetAddress address = InetAddress.getByName(host);
            server.start(address, options.port);
            isLoopback = address.isLoopbackAddress();
        } catch (BindException e) {
            server.close();
            throw new SandboxException(
                    "The sandbox cannot listen on " + options.host + ", port " + options.port + ": " + e.getMessage()
                            + ".",
                    e);
        } catch (IOException e) {
            server.close();
            throw new SandboxException("The sandbox cannot start: " + e.getMessage() + ".", e);
        }
        port = server.getPort();
    }

    private Map<String, OperationHandler> otherHandlers(UploadStore uploads, SandboxUrls urls) {
        JobHandler jobs = new JobHandler(store, urls);
        HistoryHandler history = new HistoryHandler(store, urls);
        return Map.of(
                SandboxUrls.JOB_STATUS,
                jobs::status,
                SandboxUrls.JOB_RESULT,
                jobs::result,
                "getCredits",
                new CreditsHandler(store),
                "listRequestHistory",
                history::list,
                "getRequestHistory",
                history::get,
                "uploadAsset",
                new UploadHandler(uploads, urls));
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
        return baseUrl(host, port);
    }

    /** A sandbox that listens on all addresses is reached at that of this machine. */
    private static String baseUrl(String host, int port) {
        String url = new HttpUrl.Builder()
                .scheme("http")
                .host(ALL_ADDRESSES.contains(host) ? LOOPBACK : host)
                .port(port)
                .build()
                .toString();
        return url.substring(0, url.length() - 1);
    }

    /** The port that the sandbox listens on. */
    public int port() {
        return port;
    }

    /** Whether only this machine reaches the sandbox. */
    public boolean isLoopback() {
        return isLoopback;
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

    /**
     * The balance of the account in US dollars. Negative only when it was set to less than the price of the jobs that
     * have completed since.
     */
    public BigDecimal credits() {
        return store.balance(clock.instant());
    }

    /**
     * Sets the balance of the account.
     *
     * @param usd US dollars
     * @throws IllegalArgumentException when negative
     */
    public void setCredits(BigDecimal usd) {
        store.setBalance(SandboxOptions.credits(usd), clock.instant());
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

    /** The time from the submission of a job to its processing. */
    public Duration queueTime() {
        return store.times().queue();
    }

    /** The time from the processing of a job to its end. */
    public Duration processingTime() {
        return store.times().processing();
    }

    /** The time from a request to its row in the history. */
    public Duration historyDelay() {
        return store.times().historyDelay();
    }

    /**
     * Sets the time from the submission of a job to its processing, for jobs submitted from now on.
     *
     * @throws IllegalArgumentException when negative or longer than an hour
     */
    public void setQueueTime(Duration queueTime) {
        store.setTimes(times -> times.withQueue(queueTime));
    }

    /**
     * Sets the time from the processing of a job to its end, for jobs submitted from now on.
     *
     * @throws IllegalArgumentException when negative or longer than an hour
     */
    public void setProcessingTime(Duration processingTime) {
        store.setTimes(times -> times.withProcessing(processingTime));
    }

    /**
     * Sets the time from a request to its row in the history.
     *
     * @throws IllegalArgumentException when negative or longer than an hour
     */
    public void setHistoryDelay(Duration historyDelay) {
        store.setTimes(times -> times.withHistoryDelay(historyDelay));
    }

    /**
     * Lets the next submitted job fail after its queue time and processing time. May be called several times, for as
     * many jobs.
     *
     * @param error the reason in the job's status
     */
    public void failNextJob(String error) {
        store.failNext(SandboxOptions.nonNull("error", error));
    }

    /** The submitted jobs in their present states, the oldest first: those of the latest 10,000 calls and jobs. */
    public List<SandboxJob> jobs() {
        return store.jobs(clock.instant());
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
     * Breaks the response to the next call of an operation that gets no queued stub response. The call itself is handled
     * as usual: a job whose response is lost was submitted, and a video whose response is lost was charged.
     *
     * @throws IllegalArgumentException when the document has no such operation, or the fault is
     *     {@link Fault#DISCONNECT_AT_START}, with which no call is received
     */
    public void loseNextResponse(String operationId, Fault fault) {
        SandboxOptions.afterRequest(fault);
        changeNextResponse(operationId, response -> response.withFault(fault));
    }

    /**
     * Changes the response to the next call of an operation that gets no queued stub response. The call itself is
     * handled as usual. Queued changes are used once each, in the order of queueing.
     *
     * @param change receives the response and returns the one to send, such as one with an additional header
     * @throws IllegalArgumentException when the document has no such operation
     */
    public void changeNextResponse(String operationId, UnaryOperator<StubResponse> change) {
        changes.add(operationId, change);
    }

    /**
     * Changes the response to the next GET request for a file that gets no queued stub response, for example to end it
     * after some bytes with {@link StubResponse#withFault(Fault, int)}, or to send a wrong length with
     * {@link StubResponse#withHeader}. Queued changes are used once each, in the order of queueing.
     */
    public void changeNextDownload(UnaryOperator<StubResponse> change) {
        changes.addToDownload(change);
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
        private String host = LOOPBACK;
        private final Set<String> hostNames = new HashSet<>();
        private final Set<String> origins = new HashSet<>();
        private ApiDocument document;
        private String apiKey = API_KEY;
        private BigDecimal credits = BigDecimal.valueOf(100);
        private int rateLimitCalls;
        private Duration rateLimitWindow;
        private Duration latency = Duration.ZERO;
        private JobTimes times = JobTimes.DEFAULT;
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

        /**
         * The name or address of the interface to listen on; {@code 127.0.0.1}, which only this machine reaches, by
         * default. {@code 0.0.0.0} stands for all interfaces, for example in a container: anyone who can connect can use and
         * change the sandbox.
         *
         * @throws IllegalArgumentException when it is not a host name or address
         */
        public Builder host(String newHost) {
            host = SandboxOptions.hostName("host", newHost);
            hostNames.add(host);
            return this;
        }

        /**
         * Allows requests to another name, such as that of a container. May be called several times. Names of this machine
         * and addresses are always allowed.
         *
         * @throws IllegalArgumentException when it is not a host name
         */
        public Builder allowHost(String name) {
            hostNames.add(SandboxOptions.hostName("allowHost", name));
            return this;
        }

        /**
         * Allows pages of another origin, such as {@code https://app.example}, to call the sandbox. May be called several
         * times. Pages of this machine are always allowed.
         *
         * @throws IllegalArgumentException when it is not an origin
         */
        public Builder allowOrigin(String origin) {
            origins.add(SandboxOptions.origin(origin));
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

        /**
         * The time from the submission of a job to its processing, by the sandbox's clock; zero by default.
         *
         * @throws IllegalArgumentException when negative or longer than an hour
         */
        public Builder queueTime(Duration queueTime) {
            times = times.withQueue(queueTime);
            return this;
        }

        /**
         * The time from the processing of a job to its end, by the sandbox's clock; zero by default.
         *
         * @throws IllegalArgumentException when negative or longer than an hour
         */
        public Builder processingTime(Duration processingTime) {
            times = times.withProcessing(processingTime);
            return this;
        }

        /**
         * The time from the end of a job to the expiry of its record; one hour by default.
         *
         * @throws IllegalArgumentException when negative or longer than 365 days
         */
        public Builder jobRetention(Duration jobRetention) {
            times = times.withRecordRetention(jobRetention);
            return this;
        }

        /**
         * The time from the generation of a video to the deletion of its file; seven days by default.
         *
         * @throws IllegalArgumentException when negative or longer than 365 days
         */
        public Builder fileRetention(Duration fileRetention) {
            times = times.withFileRetention(fileRetention);
            return this;
        }

        /**
         * The time from a request to its row in the history; zero by default.
         *
         * @throws IllegalArgumentException when negative or longer than an hour
         */
        public Builder historyDelay(Duration historyDelay) {
            times = times.withHistoryDelay(historyDelay);
            return this;
        }

        /** The clock of jobs, rate limit and journal; the system clock by default. Delays of responses use real time. */
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
