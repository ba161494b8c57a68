package io.github.pixverseopenapi.benchmark.jmh;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.client.VideoClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One blocking call after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {
    @Param("PIXVERSE")
    public Contender contender;

    @Param("none")
    public String url;

    private VideoClient client;

    @Setup
    public void connect() {
        client = contender.connect(url, 1);
    }

    @TearDown
    public void close() {
        client.close();
    }

    @Benchmark
    public byte[] call() throws Exception {
        return client.generate();
    }
}
