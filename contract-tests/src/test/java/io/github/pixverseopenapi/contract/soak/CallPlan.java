package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The plan of one call. Derived from the seed and the call's number alone, so that a seed gives the same plans again;
 * the assignment of stubs to calls depends on timing.
 *
 * @param number identifies its requests
 * @param responses stubs for its operation
 * @param limit its timeout
 * @param reading how its video is read
 * @param abortAfter when it is cancelled (async) or its thread interrupted (blocking); null for never
 */
record CallPlan(
        int number,
        Operation operation,
        Style style,
        List<StubResponse> responses,
        Duration limit,
        ReadMode reading,
        Duration abortAfter) {

    private static final int LATEST_MICROS = 40_000;

    /** A plan with anything in it. */
    static CallPlan random(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        return new CallPlan(
                number,
                any(random, OperationInvoker.videoOperations().toArray(Operation[]::new)),
                any(random, Style.values()),
                new RandomResponses(random).next(),
                limit(random),
                any(random, ReadMode.values()),
                random.nextInt(100) < SoakOptions.percentAbandoned()
                        ? Duration.ofNanos(random.nextInt(LATEST_MICROS) * 1_000L)
                        : null);
    }

    /** A call that accepts the next stub response, and reads the whole body. */
    static CallPlan plain(int number, Operation operation) {
        return new CallPlan(
                number, operation, Style.BLOCKING, List.of(), Duration.ofSeconds(2), ReadMode.IN_MEMORY, null);
    }

    /** Mostly short, because a stalled call lasts as long. A few are long: their alarms must not outlive them. */
    private static Duration limit(SplittableRandom random) {
        return random.nextInt(100) < 4 ? Duration.ofSeconds(10) : Duration.ofMillis(700 + random.nextInt(1_800));
    }

    PixverseRequest request() {
        return NumberedRequests.of(operation, number);
    }

    private static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
