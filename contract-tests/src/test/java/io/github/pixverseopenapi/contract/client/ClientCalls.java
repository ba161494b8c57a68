package io.github.pixverseopenapi.contract.client;

import com.google.gson.Gson;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.SampleRequests;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Every way to request a video: each operation, blocking and async, with a valid request. */
public final class ClientCalls {
    private static final Gson GSON = new Gson();

    private ClientCalls() {}

    /** Blocking or async. */
    public enum Style {
        BLOCKING,
        ASYNC
    }

    /** One way to call an operation. */
    public record Call(Operation operation, Style style) {

        /** Calls and waits; throws failures like the blocking method. */
        public Video on(PixverseClient client) {
            return on(client, null);
        }

        /** The same with a time limit for this call. */
        public Video on(PixverseClient client, Duration timeout) {
            if (style == Style.BLOCKING) {
                return timeout == null
                        ? OperationInvoker.call(client, operation, request(operation))
                        : OperationInvoker.call(client, operation, request(operation), timeout);
            }
            try {
                return async(client, operation, timeout).join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }

        @Override
        public String toString() {
            return operation.id() + (style == Style.ASYNC ? "Async" : "");
        }
    }

    /** All of them. */
    public static List<Call> all() {
        return OperationInvoker.videoOperations().stream()
                .flatMap(operation -> Stream.of(Style.values()).map(style -> new Call(operation, style)))
                .toList();
    }

    /** The smallest valid request of an operation. */
    public static PixverseRequest request(Operation operation) {
        return OperationInvoker.request(operation, GSON.toJson(SampleRequests.valid(operation.path())));
    }

    /** Calls without waiting. */
    public static CompletableFuture<Video> async(PixverseClient client, Operation operation, Duration timeout) {
        return timeout == null
                ? OperationInvoker.callAsync(client, operation, request(operation))
                : OperationInvoker.callAsync(client, operation, request(operation), timeout);
    }
}
