package io.github.pixverseopenapi.client;

import okhttp3.Call;
import okhttp3.Response;

/** Makes the result of a paid call of its response. */
interface ResponseReader<T> {
    /** The result of a response. Every other response becomes an exception and is closed. */
    T read(Operation operation, Call call, Response response, PaidCall<?> caller);

    /** Frees a result that its caller no longer waits for. */
    default void discard(T result) {}
}
