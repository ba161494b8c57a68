package io.github.pixverseopenapi.contract.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A sliding-window rate limit: admits a maximum number of calls within any window. Rejected calls do not count. Without
 * a limit, admits every call.
 */
final class RateLimit {

    private final Deque<Instant> admitted = new ArrayDeque<>();
    private int calls = Integer.MAX_VALUE;
    private Duration window = Duration.ZERO;

    /** Sets a limit and clears the admitted calls. */
    synchronized void set(int newCalls, Duration newWindow) {
        calls = newCalls;
        window = newWindow;
        admitted.clear();
    }

    /** Removes the limit. */
    synchronized void clear() {
        set(Integer.MAX_VALUE, Duration.ZERO);
    }

    /** Admits a call and returns empty, or returns the time at which the next call is admitted. */
    synchronized Optional<Instant> tryAcquire(Instant now) {
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
