package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.Billing;
import java.util.EnumSet;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.matcher.ElementMatchers;
import okhttp3.EventListener;

/** Event listeners that throw at one event. */
final class ThrowingListeners {
    /** Events before the request is about to be sent. */
    private static final Set<String> BEFORE = Set.of(
            "callStart",
            "dispatcherQueueStart",
            "dispatcherQueueEnd",
            "proxySelectStart",
            "proxySelectEnd",
            "dnsStart",
            "dnsEnd",
            "connectStart",
            "connectEnd",
            "connectFailed",
            "secureConnectStart",
            "secureConnectEnd",
            "connectionAcquired");
    /** Events after the head of the response is known. */
    private static final Set<String> AFTER =
            Set.of("responseBodyStart", "followUpDecision", "responseBodyEnd", "connectionReleased", "callEnd");

    private ThrowingListeners() {}

    static EventListener throwingAt(String event) throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(EventListener.class)
                .method(ElementMatchers.named(event))
                .intercept(ExceptionMethod.throwing(IllegalStateException.class, "thrown at " + event))
                .make()
                .load(ThrowingListeners.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }

    /** The allowed billing status when a listener throws at an event. */
    static Set<Billing> possible(String event) {
        return BEFORE.contains(event)
                ? EnumSet.of(Billing.NOT_SENT)
                : AFTER.contains(event) ? EnumSet.of(Billing.BILLED) : EnumSet.of(Billing.UNKNOWN);
    }
}
