package io.github.pixverseopenapi.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process whose output goes to a file, so that reading it takes no time from what is measured. */
public final class JavaProcess implements AutoCloseable {
    private static final int MAX_SECONDS_TO_START = 60;

    private final Process process;
    private final Path output;
    private final long startedNanos;

    private JavaProcess(Process process, Path output, long startedNanos) {
        this.process = process;
        this.output = output;
        this.startedNanos = startedNanos;
    }

    /** Starts a main class of this class path. */
    public static JavaProcess start(JavaHome java, List<String> options, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(options);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(java, command);
    }

    /** Starts java with these arguments. */
    public static JavaProcess start(JavaHome java, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.tool("java").toString());
        command.addAll(arguments);
        Path output = Files.createTempFile("pixverse-benchmark-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        long started = System.nanoTime();
        return new JavaProcess(builder.start(), output, started);
    }

    public double secondsSinceStart() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** The processor time that it has used so far. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Waits for a line that begins in one of these ways, and returns the rest of it. */
    public String awaitLine(String... starts) throws IOException, InterruptedException, FailedTrialException {
        while (secondsSinceStart() < MAX_SECONDS_TO_START) {
            String printed = output();
            // The last line may not be whole yet.
            for (String line :
                    printed.substring(0, printed.lastIndexOf('\n') + 1).split("\n", -1)) {
                for (String start : starts) {
                    if (line.startsWith(start)) {
                        return line.substring(start.length());
                    }
                }
            }
            if (!process.isAlive()) {
                throw new FailedTrialException(reason());
            }
            Thread.sleep(1);
        }
        throw new FailedTrialException("no line within " + MAX_SECONDS_TO_START + " s");
    }

    /** Waits until it has ended well, and returns what it printed. */
    public String awaitEnd(Duration limit) throws IOException, InterruptedException, FailedTrialException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new FailedTrialException("not done after " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new FailedTrialException(reason());
        }
        return output();
    }

    private String reason() throws IOException {
        String printed = output();
        if (printed.contains("OutOfMemoryError")) {
            return "out of memory";
        }
        return "exit code " + process.exitValue() + ": "
                + printed.lines().findFirst().orElse("no output");
    }

    private String output() throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }
}
