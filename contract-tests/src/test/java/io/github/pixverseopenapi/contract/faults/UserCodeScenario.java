package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.BadRequestException;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;

/** Interceptors of users, the maximum number of requests, and the expected exception. */
enum UserCodeScenario {
    REBUILDS_THE_REQUEST(http -> http.addInterceptor(changing(UserCodeScenario::withTheSameBody)), 1),
    REPLACES_THE_BODY(
            http -> http.addInterceptor(changing(request ->
                    request.newBuilder().method("POST", copy(request.body())).build())),
            1),
    REPLACES_EVERYTHING(
            http -> http.addInterceptor(changing(request -> new Request.Builder()
                    .url(request.url())
                    .headers(request.headers())
                    .post(copy(request.body()))
                    .build())),
            0,
            ConnectionException.class,
            Billing.NOT_SENT),
    WRAPS_THE_BODY(
            http -> http.addInterceptor(changing(request ->
                    request.newBuilder().method("POST", wrapped(request.body())).build())),
            1),
    WRAPS_THE_BODY_OF_A_NEW_REQUEST(
            http -> http.addInterceptor(changing(request -> new Request.Builder()
                    .url(request.url())
                    .headers(request.headers())
                    .post(wrapped(request.body()))
                    .build())),
            0,
            ConnectionException.class,
            Billing.NOT_SENT),
    READS_THE_BODY(
            http -> http.addInterceptor(changing(request -> {
                copy(request.body());
                return request;
            })),
            1),
    REBUILDS_THE_REQUEST_ON_THE_NETWORK(
            http -> http.addNetworkInterceptor(changing(UserCodeScenario::withTheSameBody)), 1),
    THROWS_BEFORE(
            http -> http.addInterceptor(chain -> {
                throw new IllegalStateException("mine");
            }),
            0,
            ConnectionException.class,
            Billing.NOT_SENT),
    THROWS_AN_ERROR_BEFORE(
            http -> http.addInterceptor(chain -> {
                throw new StackOverflowError("mine");
            }),
            0,
            ConnectionException.class,
            Billing.NOT_SENT),
    THROWS_ON_THE_NETWORK_BEFORE(
            http -> http.addNetworkInterceptor(chain -> {
                throw new IllegalStateException("mine");
            }),
            0,
            ConnectionException.class,
            Billing.NOT_SENT),
    THROWS_AFTER(
            http -> http.addInterceptor(chain -> {
                chain.proceed(chain.request());
                throw new IllegalStateException("mine");
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    THROWS_AN_IO_EXCEPTION_AFTER(
            http -> http.addInterceptor(chain -> {
                chain.proceed(chain.request());
                throw new IOException("mine");
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    THROWS_ON_THE_NETWORK_AFTER(
            http -> http.addNetworkInterceptor(chain -> {
                chain.proceed(chain.request());
                throw new IllegalStateException("mine");
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    RETRIES_A_SUCCESS(
            http -> http.addInterceptor(chain -> {
                chain.proceed(chain.request()).close();
                return chain.proceed(chain.request());
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    RETRIES_WITH_ANOTHER_BODY(
            http -> http.addInterceptor(chain -> {
                chain.proceed(chain.request()).close();
                return chain.proceed(chain.request()
                        .newBuilder()
                        .method("POST", copy(chain.request().body()))
                        .build());
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    RETRIES_BY_A_CLONE(
            http -> http.addInterceptor(chain -> {
                chain.proceed(chain.request()).close();
                return chain.call().clone().execute();
            }),
            1,
            ConnectionException.class,
            Billing.BILLED),
    SENDS_WITH_ANOTHER_CLIENT(
            http -> http.addInterceptor(chain -> {
                OkHttpClient other = new OkHttpClient();
                other.newCall(chain.request()).execute().close();
                return other.newCall(chain.request()).execute();
            }),
            1,
            ConnectionException.class,
            Billing.UNKNOWN),
    RESPONDS_FROM_A_CACHE(
            http -> http.addInterceptor(chain -> new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("cached")
                    .body(ResponseBody.create(ServerBehaviors.VIDEO, MediaType.get("video/mp4")))
                    .build()),
            0),
    RESPONDS_WITH_AN_ERROR(
            http -> http.addInterceptor(chain -> new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(400)
                    .message("mine")
                    .body(ResponseBody.create("no", null))
                    .build()),
            0,
            BadRequestException.class,
            Billing.NOT_BILLED);

    private final Consumer<OkHttpClient.Builder> change;
    private final int requests;
    private final Class<? extends PixverseException> failure;
    private final Billing billing;

    UserCodeScenario(Consumer<OkHttpClient.Builder> change, int requests) {
        this(change, requests, null, null);
    }

    UserCodeScenario(
            Consumer<OkHttpClient.Builder> change,
            int requests,
            Class<? extends PixverseException> failure,
            Billing billing) {
        this.change = change;
        this.requests = requests;
        this.failure = failure;
        this.billing = billing;
    }

    OkHttpClient client() {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        change.accept(builder);
        return builder.build();
    }

    /** How many requests reach the server. */
    int requests() {
        return requests;
    }

    /** The expected exception; null if the call returns the video. */
    Class<? extends PixverseException> failure() {
        return failure;
    }

    Billing billing() {
        return billing;
    }

    private static Interceptor changing(UnaryOperator<Request> change) {
        return chain -> chain.proceed(change.apply(chain.request()));
    }

    private static Request withTheSameBody(Request request) {
        return new Request.Builder()
                .url(request.url())
                .headers(request.headers())
                .post(request.body())
                .build();
    }

    private static RequestBody copy(RequestBody body) {
        Buffer bytes = new Buffer();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return RequestBody.create(bytes.readByteString(), body.contentType());
    }

    private static RequestBody wrapped(RequestBody body) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return body.contentType();
            }

            @Override
            public long contentLength() throws IOException {
                return body.contentLength();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                body.writeTo(sink);
            }
        };
    }
}
