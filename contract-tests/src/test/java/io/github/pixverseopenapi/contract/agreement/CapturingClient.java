package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.IOException;
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
    byte[] send(ApiOperation operation, PixverseRequest request) {
        sent = null;
        call(client, operation, request);
        return sent;
    }

    /** Calls the operation, and closes the video. */
    static void call(PixverseClient client, ApiOperation operation, PixverseRequest request) {
        try (Video video =
                OperationInvoker.call(client, OperationInvoker.operation(operation.operationId()), request)) {
            video.bytes();
        } catch (PixverseException e) {
            throw new AssertionError("The client did not send " + request, e);
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
