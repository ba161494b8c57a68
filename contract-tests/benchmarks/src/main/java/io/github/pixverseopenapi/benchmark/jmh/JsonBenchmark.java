package io.github.pixverseopenapi.benchmark.jmh;

import com.google.gson.Gson;
import io.github.pixverseopenapi.benchmark.client.PromptBody;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Requests to JSON and back: ours judges what it reads, a class written for Gson does not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonBenchmark {
    private static final String WORDS = "a paper boat drifts along a rainy street, ";

    /** How many characters the prompt has. */
    @Param("50")
    public int characters;

    private final Gson gson = new Gson();
    private TextToVideoRequest request;
    private PromptBody body;
    private String json;

    @Setup
    public void fill() {
        String prompt = WORDS.repeat(characters / WORDS.length() + 1).substring(0, characters);
        request = TextToVideoRequest.builder().prompt(prompt).build();
        body = new PromptBody(prompt);
        json = request.toJson();
    }

    @Benchmark
    public String toJsonPixverse() {
        return request.toJson();
    }

    @Benchmark
    public String toJsonGson() {
        return gson.toJson(body);
    }

    @Benchmark
    public Object fromJsonPixverse() {
        TextToVideoRequest read = TextToVideoRequest.fromJson(json);
        if (!read.violations().isEmpty()) {
            throw new IllegalStateException(read.violations().toString());
        }
        return read;
    }

    @Benchmark
    public Object fromJsonGson() {
        return gson.fromJson(json, PromptBody.class);
    }
}
