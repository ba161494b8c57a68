package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * A client whose calls end where the bytes would go into a socket, so that thousands can be looked at. It sends unknown
 * fields too, which the document allows. For one thread.
 */
final class CapturingClient implements AutoCloseable {
    private final PixverseClient client = PixverseClient.builder()
            .apiKey("a-key")
            .maxRetries(0)
            .validateRequests(false)
            .httpClient(
                    new OkHttpClient.Builder().addInterceptor(this::response).build())
            .build();
    private volatile byte[] sent;

    /** The body that the client sends. */
    byte[] send(ApiOperation operation, Object request) {
        sent = null;
        call(client, operation, request);
        return sent;
    }

    /** Calls the method that is named like the operation, and closes the video. */
    static void call(PixverseClient client, ApiOperation operation, Object request) {
        try (Video video = (Video) client.getClass()
                .getMethod(operation.operationId(), request.getClass())
                .invoke(client, request)) {
            video.bytes();
        } catch (InvocationTargetException e) {
            throw new AssertionError("The client did not send " + request, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The client has no method for " + operation.operationId(), e);
        }
    }

    private Response response(Interceptor.Chain chain) throws IOException {
        Buffer body = new Buffer();
        chain.request().body().writeTo(body);
        sent = body.readByteArray();
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(new byte[] {1}, MediaType.get("video/mp4")))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
