package io.github.pixverseopenapi.client;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests the file of a finished video, which may be repeated: it is made and billed. The API key is not sent, and
 * only redirects to safe addresses are followed.
 */
final class Download {
    private static final int MAX_REDIRECTS = 5;

    private final OkHttpClient http;
    private final HttpUrl server;
    private final HttpUrl address;
    private final IdleTimeout idle;

    /** @param server whose response gave the address */
    Download(OkHttpClient http, HttpUrl server, HttpUrl address, IdleTimeout idle) {
        this.http = http;
        this.server = server;
        this.address = address;
        this.idle = idle;
    }

    /** A response that is no redirect, and its call. */
    static final class Exchange {
        final Call call;
        final Response response;

        Exchange(Call call, Response response) {
            this.call = call;
            this.response = response;
        }

        void close() {
            ResponseHandler.abandon(call, response);
        }
    }

    /**
     * Requests the file, or the rest of it.
     *
     * @param from the first byte to send
     * @param validator the rest is sent only if the file still has this validator (RFC 9110 §13.1.5)
     * @param running can cancel the request from another thread
     */
    Exchange request(long from, @Nullable String validator, RunningCall running) throws IOException {
        HttpUrl next = address;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            Call call = running.start(call(next, from, validator));
            Response response = call.execute();
            if (!response.isRedirect()) {
                return new Exchange(call, response);
            }
            HttpUrl target = next.resolve(response.header("Location", ""));
            ResponseHandler.abandon(call, response);
            if (target == null || !BaseUrl.mayLinkTo(server, target)) {
                throw new IOException("redirected to an address that is not https");
            }
            next = target;
        }
        throw new IOException("redirected more than " + MAX_REDIRECTS + " times");
    }

    /** A call that requests the file, or the rest of it, from this address. */
    Call call(HttpUrl from, long firstByte, @Nullable String validator) {
        Request.Builder request = new Request.Builder()
                .url(from)
                // A compressed response has no length and no ranges of the file.
                .header("Accept-Encoding", "identity")
                .tag(IdleTimeout.class, idle);
        if (firstByte > 0 && validator != null) {
            request.header("Range", "bytes=" + firstByte + "-").header("If-Range", validator);
        }
        return http.newCall(request.build());
    }
}
