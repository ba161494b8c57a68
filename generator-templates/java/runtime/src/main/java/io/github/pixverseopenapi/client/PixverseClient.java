package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.Credits;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Makes videos. Each method of an operation is one paid job that takes about a minute: it validates the request, sends it at most once
 * and returns the finished {@link Video}, or throws a {@link PixverseException} with the billing status of the call
 * ({@link PixverseException#billing()}).
 *
 * <pre>{@code
 * try (PixverseClient pixverse = PixverseClient.create(System.getenv("SEGMIND_API_KEY"))) {
 *     TextToVideoRequest request =
 *             TextToVideoRequest.builder().prompt("A paper boat on a rainy street").build();
 *     pixverse.textToVideo(request, Paths.get("videos/boat.mp4"));
 * }
 * }</pre>
 *
 * <p>{@code submit} starts the same job without holding a connection open: prefer it where a video must survive a broken
 * connection, a timeout or a restart of the program.
 *
 * <pre>{@code
 * VideoJob job = pixverse.submit(request);
 * store(job.id());
 * try (Video video = pixverse.job(job.id()).await()) {
 *     video.saveTo(Paths.get("videos/boat.mp4"));
 * }
 * }</pre>
 *
 * <p>Safe to share between threads; one client for a whole program is right. An {@code …Async} call ends in the same
 * failures, as the cause of the future's exception. Cancelling its future, or completing it in any other way
 * ({@code orTimeout} does), keeps a queued request from being sent and drops the connection of one that was sent;
 * the service offers no way to stop a job, so it may still be billed. Callbacks of the future run on a thread of
 * their own and may block.
 */
public final class PixverseClient extends PixverseOperations implements AutoCloseable {
    private PixverseClient(ClientOptions options, HttpClientFactory clients, OkHttpClient service, PixverseApi api) {
        super(api, new CallRunner(options, clients, service, api));
    }

    static PixverseApi api(ClientOptions options, OkHttpClient service) {
        return new Retrofit.Builder()
                .baseUrl(BaseUrl.parse(ApiConstants.BASE_URL))
                .callFactory(request -> service.newCall(options.servers.route(request)))
                .addConverterFactory(new RequestConverterFactory(options.validateRequests))
                .build()
                .create(PixverseApi.class);
    }

    /**
     * Creates a client with all defaults.
     *
     * @param apiKey the account's secret key
     * @return the client
     * @throws IllegalArgumentException if the key is missing, empty or cannot be sent as a header
     */
    public static PixverseClient create(String apiKey) {
        return builder().apiKey(apiKey).build();
    }

    /**
     * Starts a client with options.
     *
     * @return a builder, in which only the key is not set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Submits a job that makes a video. Sent at most once, like a call that waits for its video, but returns as soon as
     * the service has queued the job. Blocks the calling thread until then.
     *
     * @param request what to make
     * @return the job; store its {@link VideoJob#id() id}, with which another process can wait for it
     * @throws InvalidRequestException if the request breaks a rule of the document; nothing was sent
     * @throws PixverseException if no id came; see its class and {@link PixverseException#billing()}, and
     *     {@link #lookUp} if that is {@link Billing#UNKNOWN}
     * @throws IllegalStateException if the client is closed
     */
    public VideoJob submit(PixverseRequest request) {
        return calls.submit(submission(request));
    }

    /**
     * The same as {@link #submit(PixverseRequest)}, without blocking. Counts as one of {@link Builder#maxConcurrency(int)}
     * until the service has queued the job.
     *
     * @param request what to make
     * @return the job to come; a failure is the cause of the future's exception
     * @throws IllegalStateException if the client is closed
     */
    public CompletableFuture<VideoJob> submitAsync(PixverseRequest request) {
        return calls.submitAsync(() -> submission(request));
    }

    /**
     * A job that was submitted before, by this process or another.
     *
     * @param id the id of the job
     * @return the job; nothing is sent yet
     * @throws IllegalArgumentException if the id cannot be one
     */
    public VideoJob job(String id) {
        return calls.jobs.job(id, null);
    }

    /**
     * A job that {@link #lookUp(PixverseException)} found.
     *
     * @param candidate one of the candidates
     * @return the job; nothing is sent yet
     */
    public VideoJob job(JobCandidate candidate) {
        return calls.jobs.job(candidate.id(), null);
    }

    /**
     * Searches the history of the account for the request of a failed call that may have made a video: requests of the
     * same model and with the same fields, sent at that time. Never guesses: two equal requests are two candidates. A
     * new request may appear with a delay, so an empty result is returned only after 30 seconds of repeated searches.
     * Blocks the calling thread. Costs nothing.
     *
     * @param exception the failure of a submitted job or of a call that waits for its video, whose
     *     {@link PixverseException#billing()} is {@link Billing#UNKNOWN} or {@link Billing#BILLED}; it may have been
     *     serialized
     * @return the candidates; empty if there are none
     * @throws IllegalArgumentException if the exception is of another call
     * @throws PixverseException if the history could not be read
     * @throws IllegalStateException if the client is closed
     */
    public List<JobCandidate> lookUp(PixverseException exception) {
        return new HistoryLookup(calls.jobs).candidates(exception);
    }

    /**
     * Searches the history of the account for a request whose sender is gone, such as a killed process that had stored
     * only the request and when it was about to send it. The same as {@link #lookUp(PixverseException)} otherwise.
     *
     * @param request what was sent, by {@code submit} or by a call that waits for its video
     * @param sentAt when it was sent, give or take ten minutes
     * @return the candidates; empty if there are none
     * @throws InvalidRequestException if the request is none of a builder
     * @throws IllegalArgumentException if the time is missing
     * @throws PixverseException if the history could not be read
     * @throws IllegalStateException if the client is closed
     */
    public List<JobCandidate> lookUp(PixverseRequest request, Instant sentAt) {
        Operation operation = submission(request).operation;
        long millis = OptionsValidator.require("sentAt", "the time of the request", sentAt)
                .toEpochMilli();
        LostRequest sent = new LostRequest(operation, request.toJson(), millis);
        return new HistoryLookup(calls.jobs).candidates(sent, null, candidate -> true);
    }

    /**
     * Uploads an image or a video to use as {@code image_url} or {@code video_url}. The same as
     * {@link #upload(Path, ProgressListener)} without a listener.
     *
     * @param file the file
     * @return its address
     */
    public String upload(Path file) {
        return upload(file, null);
    }

    /**
     * Uploads an image or a video to use as {@code image_url} or {@code video_url}, without holding it in memory. Blocks
     * the calling thread. Costs nothing, as far as known. Everybody who knows the address can read the file, and it
     * cannot be deleted (assumption).
     *
     * @param file a PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of at most 2 GB
     * @param listener receives how many bytes of the file were sent, on a thread of the client; null for none
     * @return its address
     * @throws InvalidRequestException if the file cannot be read, is too large or of another type; nothing was sent
     * @throws PixverseException if the file was not stored
     * @throws IllegalStateException if the client is closed
     */
    public String upload(Path file, @Nullable ProgressListener listener) {
        calls.jobs.requireOpen();
        return calls.uploads.upload(file, listener);
    }

    /**
     * The credits of the account. Costs nothing.
     *
     * @return what the service says
     * @throws PixverseException if the credits could not be read
     * @throws IllegalStateException if the client is closed
     */
    public Credits credits() {
        return calls.jobs.credits();
    }

    /**
     * Takes no more calls. Running and queued calls end by themselves, each within its timeout, because they are or
     * will be paid, and videos can be read to their end; threads and connections end with the last of them. Does
     * nothing the second time. An open client does not keep the JVM from exiting.
     */
    @Override
    public void close() {
        calls.close();
    }

    /** Collects the options of a client. Not safe for use by several threads at once. */
    public static final class Builder {
        static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(30);
        static final int DEFAULT_MAX_CONCURRENCY = 32;
        static final int DEFAULT_MAX_RETRIES = 2;

        @Nullable
        Supplier<String> apiKey;
        /** A key that was given as text can be checked before the first call. */
        boolean apiKeyIsFixed = true;

        String baseUrl = ApiConstants.BASE_URL;
        final Map<Operation, String> baseUrls = new EnumMap<>(Operation.class);
        /** Null for what the document's typical times suggest. */
        @Nullable
        Duration timeout;
        /** Null for no limit. */
        @Nullable
        Duration queueTimeout;

        Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        int maxConcurrency = DEFAULT_MAX_CONCURRENCY;
        int maxRetries = DEFAULT_MAX_RETRIES;
        boolean validateRequests = true;
        /** Null for one of our own. */
        @Nullable
        OkHttpClient httpClient;

        Ticker ticker = new Ticker();

        Builder() {}

        /**
         * The account's secret key. White space around it is dropped. It goes to the servers of the document only, or
         * to that of {@link #baseUrl(String)}, in one header only; never to the address of a file.
         *
         * @param apiKey the key; required, unless a supplier is given
         * @return this builder
         */
        public Builder apiKey(String apiKey) {
            this.apiKey = () -> apiKey;
            this.apiKeyIsFixed = true;
            return this;
        }

        /**
         * Supplies the key before each request, so that keys can change while the program runs. A key that cannot be
         * sent makes the call fail with {@link InvalidRequestException}.
         *
         * @param apiKey gives the key; called from several threads
         * @return this builder
         */
        public Builder apiKey(Supplier<String> apiKey) {
            this.apiKey = apiKey;
            this.apiKeyIsFixed = false;
            return this;
        }

        /**
         * The root of the service, without the paths' {@code /v1}. All operations move there, those included that
         * the document has at servers of their own: the history and uploads. Only those with a base URL of their own
         * do not, see {@link #baseUrl(Operation, String)}.
         *
         * @param baseUrl an https URL, or an http URL of this machine (localhost, 127.x.x.x, ::1); default: the
         *     server of the OpenAPI document
         * @return this builder
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = baseUrl;
            return this;
        }

        /**
         * The root of the server of one operation, such as a proxy for {@link Operation#UPLOAD_ASSET}. The key goes there
         * with this operation only.
         *
         * @param operation the operation
         * @param baseUrl as in {@link #baseUrl(String)}; default: what is said there
         * @return this builder
         */
        public Builder baseUrl(Operation operation, String baseUrl) {
            baseUrls.put(OptionsValidator.require("operation", "one of Operation", operation), baseUrl);
            return this;
        }

        /**
         * How long to wait for a response. It starts when the request is about to be sent, anew for each attempt,
         * ends with the first byte of the video, and then limits every pause between its bytes. Time in the queue
         * does not count, see {@link #queueTimeout(Duration)}. The transfer as a whole is not limited, because a
         * video whose bytes keep coming is paid. Preparing a connection may take as long again, and ends as not sent.
         *
         * @param timeout from one millisecond to about 24 days; default: {@link Operation#defaultTimeout()} of
         *     each operation
         * @return this builder
         */
        public Builder timeout(@Nullable Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * How long an {@code …Async} call may be queued, see {@link #maxConcurrency(int)}. A call that times out in
         * the queue fails with {@link CallTimeoutException}, {@link Billing#NOT_SENT}.
         *
         * @param queueTimeout from one millisecond to about 24 days; default: null, for no limit
         * @return this builder
         */
        public Builder queueTimeout(@Nullable Duration queueTimeout) {
            this.queueTimeout = queueTimeout;
            return this;
        }

        /**
         * How long to wait for a connection. Nothing is sent before there is one.
         *
         * @param connectTimeout from one millisecond to about 24 days; default: 30 seconds
         * @return this builder
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /**
         * How many {@code …Async} calls run at once; others are queued. Blocking calls are not counted: they are
         * limited by the threads that make them.
         *
         * @param maxConcurrency from 1 to 10000; default: 32
         * @return this builder
         */
        public Builder maxConcurrency(int maxConcurrency) {
            this.maxConcurrency = maxConcurrency;
            return this;
        }

        /**
         * How often to retry after a failure that is certainly not billed: the request was never sent, or refused with
         * 429. The delays grow from about one second to about 30, and are as long as the service asks if that is
         * longer. An attempt that would start later than the timeout after the first is not made. Other failures
         * are never retried.
         *
         * <p>If all attempts fail, the failure with the worst billing status is reported, the first of equals, with the
         * others as suppressed ones.
         *
         * @param maxRetries from 0 (never) to 100; default: 2
         * @return this builder
         */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /**
         * Whether to reject requests that break a rule of the document. Disable it to send values that the document does
         * not know.
         *
         * @param validateRequests default: true
         * @return this builder
         */
        public Builder validateRequests(boolean validateRequests) {
            this.validateRequests = validateRequests;
            return this;
        }

        /**
         * An HTTP client to take over proxy, TLS, DNS, interceptors, event listener, cookies and the like from. It
         * is not changed. Its connection pool, its timeouts and its handling of redirects and failures are not
         * taken over, so that a paid request is still sent at most once.
         *
         * <p>Its interceptors do not see the API key; its event listener does, in the headers as they are sent. A
         * logging interceptor that logs bodies reads the whole video into memory before it can be saved; let it log
         * headers at most. Paid requests use HTTP/1.1. An interceptor that replaces a request must build on
         * {@code chain.request().newBuilder()}: one that cannot be tracked is not sent.
         *
         * @param httpClient the client; default: one with OkHttp's defaults
         * @return this builder
         */
        public Builder httpClient(OkHttpClient httpClient) {
            this.httpClient = httpClient;
            return this;
        }

        /** For tests. */
        Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /**
         * Builds the client. It opens no connection and starts no thread before the first call.
         *
         * @return the client
         * @throws IllegalArgumentException if an option is missing or not allowed; names all of them
         */
        public PixverseClient build() {
            ClientOptions options = new ClientOptions(this);
            HttpClientFactory clients = new HttpClientFactory(options);
            OkHttpClient service = clients.forService();
            return new PixverseClient(options, clients, service, api(options, service));
        }
    }
}
