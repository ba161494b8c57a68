package com.example.telemetry;

import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.EventListener;
import retrofit2.Invocation;

/**
 * Carries the context of the caller to the client's threads. The client makes the request of a call on the caller's
 * thread, where OkHttp asks for an event listener, and sends it on a thread of its own. Retrofit's {@link Invocation}
 * is the tag that both requests have.
 */
final class CallContexts implements EventListener.Factory {
    private final Map<Invocation, Context> contexts = Collections.synchronizedMap(new WeakHashMap<>());
    /** A retry is made on the thread of the attempt before it, with the same arguments. */
    private final ThreadLocal<Invocation> lastAttempt = new ThreadLocal<>();

    @Override
    public EventListener create(Call call) {
        Invocation invocation = call.request().tag(Invocation.class);
        if (invocation != null) {
            Context context = isRetry(invocation) ? contexts.get(lastAttempt.get()) : Context.current();
            contexts.putIfAbsent(invocation, context);
        }
        return EventListener.NONE;
    }

    private boolean isRetry(Invocation invocation) {
        Invocation last = lastAttempt.get();
        return Context.current() == Context.root()
                && last != null
                && !last.arguments().isEmpty()
                && !invocation.arguments().isEmpty()
                && last.arguments().get(0) == invocation.arguments().get(0);
    }

    /** The context of the caller; the root without one, as that of the polls of a job. */
    Context startAttempt(Invocation invocation) {
        lastAttempt.set(invocation);
        return contexts.getOrDefault(invocation, Context.root());
    }
}
