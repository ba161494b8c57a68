package io.github.pixverseopenapi.contract.operation;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Invokes the client's methods of an operation. Finds them by the operation's id, so that a new operation needs no
 * entry here.
 */
public final class OperationInvoker {

    private OperationInvoker() {}

    /** The operations whose response is a video. */
    public static List<Operation> videoOperations() {
        return Arrays.stream(Operation.values()).filter(Operation::returnsVideo).toList();
    }

    /**
     * The operation with an id such as {@code textToVideo}.
     *
     * @throws IllegalArgumentException when the client has no such operation
     */
    public static Operation operation(String id) {
        return videoOperations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Message.of(
                        "operation",
                        "one of "
                                + videoOperations().stream()
                                        .map(Operation::id)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        id)));
    }

    /** The request class of an operation. */
    public static Class<? extends PixverseRequest> requestType(Operation operation) {
        return Arrays.stream(PixverseClient.class.getMethods())
                .filter(method -> method.getName().equals(operation.id()) && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        Message.of("The client's method " + operation.id(), "present", "missing") + "."))
                .getParameterTypes()[0]
                .asSubclass(PixverseRequest.class);
    }

    /** The operation whose video a request describes. */
    public static Operation operationOf(PixverseRequest request) {
        return videoOperations().stream()
                .filter(operation -> requestType(operation).isInstance(request))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Message.of(
                        "request",
                        "one of a video",
                        request == null ? "null" : request.getClass().getSimpleName())));
    }

    /** A request of an operation that sets nothing but the defaults of required fields. */
    public static PixverseRequest defaults(Operation operation) {
        Object builder = invoke(method(requestType(operation), "builder"), null);
        return (PixverseRequest) invoke(method(builder.getClass(), "build"), builder);
    }

    /**
     * Reads the request of an operation with {@code fromJson}.
     *
     * @throws IllegalArgumentException when the text is not one JSON object
     */
    public static PixverseRequest request(Operation operation, String json) {
        return (PixverseRequest) invoke(method(requestType(operation), "fromJson", String.class), null, json);
    }

    /**
     * Calls an operation with a request in JSON and waits for the response.
     *
     * @throws IllegalArgumentException when the client has no such operation or the text is not one JSON object
     */
    public static Video call(PixverseClient client, String operationId, String json) {
        Operation operation = operation(operationId);
        return call(client, operation, request(operation, json));
    }

    /** Calls an operation and waits for the response. */
    public static Video call(PixverseClient client, Operation operation, PixverseRequest request) {
        Method method = method(PixverseClient.class, operation.id(), requestType(operation));
        return (Video) invoke(method, client, request);
    }

    /** Calls an operation with a timeout for this call and waits for the response. */
    public static Video call(PixverseClient client, Operation operation, PixverseRequest request, Duration timeout) {
        Method method = method(PixverseClient.class, operation.id(), requestType(operation), Duration.class);
        return (Video) invoke(method, client, request, timeout);
    }

    /** Calls an operation without waiting. */
    @SuppressWarnings("unchecked")
    public static CompletableFuture<Video> callAsync(
            PixverseClient client, Operation operation, PixverseRequest request) {
        Method method = method(PixverseClient.class, operation.id() + "Async", requestType(operation));
        return (CompletableFuture<Video>) invoke(method, client, request);
    }

    /** Calls an operation with a timeout for this call without waiting. */
    @SuppressWarnings("unchecked")
    public static CompletableFuture<Video> callAsync(
            PixverseClient client, Operation operation, PixverseRequest request, Duration timeout) {
        Method method = method(PixverseClient.class, operation.id() + "Async", requestType(operation), Duration.class);
        return (CompletableFuture<Video>) invoke(method, client, request, timeout);
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    Message.of("The client's method " + e.getMessage(), "present", "missing") + ".", e);
        }
    }

    /** Throws what the method throws; the client's methods declare no checked exception. */
    private static Object invoke(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The client's method " + method + " must be accessible.", e);
        }
    }
}
