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
 * A network interceptor that captures one call of the client: the request and the response as sent over the wire.
 * Streams the body to the client. Ignores requests of other operations, such as the download of a finished video.
 */
final class Recorder implements Interceptor {

    private final ApiDocument document;
    private final Runnable beforeSending;
    private final Path bodyFile;
    private Request sentHead;
    private CapturedExchange exchange;
    private String problem;

    /**
     * @param beforeSending runs before the first byte of a request; an exception prevents the request
     * @param bodyFile the file for the response body
     */
    Recorder(ApiDocument document, Runnable beforeSending, Path bodyFile) {
        this.document = document;
        this.beforeSending = beforeSending;
        this.bodyFile = bodyFile;
    }

    /** The captured exchange. The headers are complete, including the API key, and must not be written. */
    record CapturedExchange(
            ApiOperation operation,
            Request request,
            CapturingRequestBody sent,
            int status,
            Headers headers,
            CapturingResponseBody received,
            InetAddress serverAddress) {}

    /** The last exchange; empty without a response. */
    synchronized Optional<CapturedExchange> exchange() {
        return Optional.ofNullable(exchange);
    }

    /** Why the response could not be captured; empty if it was captured or there is none. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Captures the request headers as sent; the client adds the API key after all interceptors. */
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
            // OkHttp reports only an IOException as the failure of a single call.
            throw new IOException(e.getMessage(), e);
        }
        CapturingRequestBody sent = new CapturingRequestBody(request.body());
        InetAddress serverAddress = chain.connection().socket().getInetAddress();
        Response response = null;
        CapturingResponseBody received;
        try {
            response = chain.proceed(
                    request.newBuilder().method(request.method(), sent).build());
            ContentLength.requireValid(response.headers(ContentLength.NAME));
            received = new CapturingResponseBody(response.body(), bodyFile);
        } catch (IOException e) {
            throw failed(chain, response, e);
        } catch (RuntimeException e) {
            // OkHttp throws these for some malformed responses.
            throw failed(chain, response, new ProtocolException("the response is not valid HTTP: " + e.getMessage()));
        }
        synchronized (this) {
            exchange = new CapturedExchange(
                    called.get(), sentHead, sent, response.code(), response.headers(), received, serverAddress);
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

    /** The rest of a malformed response is unreadable, so closing the response alone may leak the connection. */
    private static void disconnect(Chain chain, Response response) throws IOException {
        chain.connection().socket().close();
        try {
            if (response != null) {
                response.close();
            }
        } catch (RuntimeException e) {
            // The length is unreadable; the connection is closed.
        }
    }

    private Optional<ApiOperation> called(Request request) {
        HttpUrl url = request.url();
        return document.operation(url.encodedPath())
                .filter(operation -> operation.method().equals(request.method()) && request.body() != null);
    }
}
