package io.github.pixverseopenapi.contract.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Admits so many calls within any stretch of time as long as the window. Calls that it refuses do not count.
 * Without a limit it admits every call.
 */
final class RateLimit {

    private final Deque<Instant> admitted = new ArrayDeque<>();
    private int calls = Integer.MAX_VALUE;
    private Duration window = Duration.ZERO;

    /** Sets a limit and forgets the calls so far. */
    synchronized void set(int newCalls, Duration newWindow) {
        calls = newCalls;
        window = newWindow;
        admitted.clear();
    }

    /** Removes the limit. */
    synchronized void clear() {
        set(Integer.MAX_VALUE, Duration.ZERO);
    }

    /** Admits a call, or says when the next one will be admitted. */
    synchronized Optional<Instant> refuse(Instant now) {
        while (!admitted.isEmpty() && !admitted.peekFirst().plus(window).isAfter(now)) {
            admitted.removeFirst();
        }
        if (admitted.size() >= calls) {
            return Optional.of(admitted.peekFirst().plus(window));
        }
        admitted.addLast(now);
        return Optional.empty();
    }
}
