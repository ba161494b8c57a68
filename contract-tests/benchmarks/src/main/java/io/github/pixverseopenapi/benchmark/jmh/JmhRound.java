package io.github.pixverseopenapi.benchmark.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One fork of JMH for one benchmark. Rounds of such forks are interleaved, which JMH itself does not do. */
public final class JmhRound {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final int warmups;
    private final int iterations;
    private final TimeValue time;
    private final List<String> jvmOptions;

    public JmhRound(int warmups, int iterations, long millis, List<String> jvmOptions) {
        this.warmups = warmups;
        this.iterations = iterations;
        this.time = TimeValue.milliseconds(millis);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** Mean time, processor time and allocation of one operation. */
    public record Score(double micros, double cpuMicros, double allocatedBytes) {}

    @SuppressWarnings("rawtypes") // As JMH has it.
    public Score run(Class<?> benchmark, String method, Map<String, String> parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmOptions.toArray(new String[0]));
        parameters.forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        RunResult result = results.iterator().next();
        Map<String, Result> secondary = result.getSecondaryResults();
        return new Score(
                result.getPrimaryResult().getScore(),
                secondary.get(CpuProfiler.MICROS).getScore(),
                secondary.get(ALLOCATION).getScore());
    }
}
