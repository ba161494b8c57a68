package io.github.pixverseopenapi.benchmark.work;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often each contender gets its turn
 * @param processRounds the same for short processes, which vary more
 * @param iterationMillis the length of an iteration of JMH
 * @param mebibytes the sizes of videos that are saved
 * @param callMillis how long the server takes for a concurrent call
 * @param endpoints how many a client has that is generated and compiled
 * @param limit the timeout of a process
 */
public record Scale(
        int rounds,
        int processRounds,
        int warmups,
        int iterations,
        long iterationMillis,
        List<Integer> mebibytes,
        List<Integer> concurrentCalls,
        long callMillis,
        List<Integer> characters,
        List<Integer> connections,
        double loadSeconds,
        List<Integer> endpoints,
        Duration limit) {

    /** All sizes, for the plots of growth, and the rounds that intervals need. */
    public static final Scale FULL = measured(5, 11, List.of(64, 256, 1024, 4096), List.of(50, 500, 5000));

    /** The sizes that have a goal, in a third of the time. */
    public static final Scale GOALS = measured(3, 5, List.of(1024), List.of(5000));

    /** Whether everything still runs: its figures say nothing. */
    public static final Scale SMOKE = new Scale(
            1,
            1,
            1,
            1,
            100,
            List.of(4),
            List.of(20),
            100,
            List.of(50),
            List.of(2),
            0.5,
            List.of(5),
            Duration.ofSeconds(60));

    private static Scale measured(
            int rounds, int processRounds, List<Integer> mebibytes, List<Integer> concurrentCalls) {
        return new Scale(
                rounds,
                processRounds,
                4,
                3,
                1000,
                mebibytes,
                concurrentCalls,
                1000,
                List.of(50, 10_000, 1_000_000),
                List.of(1, 50, 200),
                3,
                List.of(5, 50, 500),
                Duration.ofSeconds(60));
    }
}
