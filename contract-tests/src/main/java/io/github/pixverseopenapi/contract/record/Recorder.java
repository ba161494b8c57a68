package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ContentLength;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Listens next to the wire to one call of the client, as a network interceptor: it sees what really leaves and comes,
 * sends nothing itself, and hands the bytes of a video on as they come. Requests other than an operation's, such as
 * one that fetches a finished video from elsewhere, pass unheard.
 */
final class Recorder implements Interceptor {

    private final ApiDocument document;
    private final Runnable beforeSending;
    private final Path bodyFile;
    private Request sentHead;
    private CapturedExchange exchange;
    private String problem;

    /**
     * @param beforeSending runs before a request's first byte leaves, and keeps it from leaving by an exception
     * @param bodyFile where the bytes of the answer's body go
     */
    Recorder(ApiDocument document, Runnable beforeSending, Path bodyFile) {
        this.document = document;
        this.beforeSending = beforeSending;
        this.bodyFile = bodyFile;
    }

    /** What went over the wire. The headers are complete, key included: not to be written. */
    record CapturedExchange(
            ApiOperation operation,
            Request request,
            CapturingRequestBody sent,
            int status,
            Headers headers,
            CapturingResponseBody received,
            InetAddress answeredBy) {}

    /** The last call; empty when none was answered. */
    synchronized Optional<CapturedExchange> exchange() {
        return Optional.ofNullable(exchange);
    }

    /** Why the response could not be recorded; empty if it could, or if none came. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Sees the head of the request as it is sent, which interceptors do not: the client adds the key after them. */
    EventListener eventListener() {
        return new EventListener() {
            @Override
            public void requestHeadersEnd(Call call, Request request) {
                synchronized (Recorder.this) {
                    sentHead = request;
                }
            }
        };
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Optional<ApiOperation> called = called(request);
        if (called.isEmpty()) {
            return chain.proceed(request);
        }
        try {
            beforeSending.run();
        } catch (RecordingException e) {
            // Nothing else gets through to the caller as a failure of this one call.
            throw new IOException(e.getMessage(), e);
        }
        CapturingRequestBody sent = new CapturingRequestBody(request.body());
        InetAddress answeredBy = chain.connection().socket().getInetAddress();
        Response response = null;
        CapturingResponseBody received;
        try {
            response = chain.proceed(
                    request.newBuilder().method(request.method(), sent).build());
            requireOneLength(response);
            received = new CapturingResponseBody(response.body(), bodyFile);
        } catch (IOException e) {
            throw failed(chain, response, e);
        } catch (RuntimeException e) {
            // OkHttp throws these for some malformed responses.
            throw failed(chain, response, new ProtocolException("the response is not valid HTTP: " + e.getMessage()));
        }
        synchronized (this) {
            exchange = new CapturedExchange(
                    called.get(), sentHead, sent, response.code(), response.headers(), received, answeredBy);
        }
        return response.newBuilder().body(received).build();
    }

    private IOException failed(Chain chain, Response response, IOException e) throws IOException {
        synchronized (this) {
            problem = e.getMessage();
        }
        disconnect(chain, response);
        return e;
    }

    /** RFC 9112, section 6.3: where lengths differ, nobody can tell where the body ends. OkHttp takes the last. */
    private static void requireOneLength(Response response) throws ProtocolException {
        Optional<String> problem = ContentLength.problem(response.headers(ContentLength.NAME));
        if (problem.isPresent()) {
            throw new ProtocolException(problem.get());
        }
    }

    /** What is left of a malformed response cannot be read to its end, so closing the response alone need not free it. */
    private static void disconnect(Chain chain, Response response) throws IOException {
        chain.connection().socket().close();
        try {
            if (response != null) {
                response.close();
            }
        } catch (RuntimeException e) {
            // Its length cannot be read; the connection is closed.
        }
    }

    private Optional<ApiOperation> called(Request request) {
        HttpUrl url = request.url();
        return document.operation(url.encodedPath())
                .filter(operation -> operation.method().equals(request.method()) && request.body() != null);
    }
}
