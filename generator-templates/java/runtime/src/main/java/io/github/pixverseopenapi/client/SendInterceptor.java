package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The last network interceptor: sends a paid request at most once, and none that cannot be tracked. OkHttp gets
 * here on its own retries too, and so does an interceptor that calls {@code proceed} again.
 */
final class SendInterceptor implements Interceptor {
    /** RFC 9110 §9.2.1: they change nothing, so they are never billed. */
    private static final List<String> SAFE_METHODS = Arrays.asList("GET", "HEAD");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        SendGuard guard = SendGuard.of(request);
        sendWithoutDelay(chain.connection());
        if (guard == null) {
            if (!SAFE_METHODS.contains(request.method())) {
                throw new UntrackedRequestException();
            }
            return chain.proceed(request);
        }
        guard.markSent();
        Response response = chain.proceed(request);
        guard.recordResponse(response);
        return response;
    }

    /** Nagle's algorithm and delayed ACKs together cost a TLS call about 40 ms (RFC 9293 §3.7.4). */
    private static void sendWithoutDelay(Connection connection) throws IOException {
        if (connection != null) {
            connection.socket().setTcpNoDelay(true);
        }
    }

    /** An interceptor replaced both the body and the tag of a request. */
    static final class UntrackedRequestException extends IOException {
        private static final long serialVersionUID = 1L;

        UntrackedRequestException() {
            super("the request must keep the body or the tags that the client gave it, but an interceptor of httpClient"
                    + " replaced both; build on chain.request().newBuilder()");
        }
    }
}
