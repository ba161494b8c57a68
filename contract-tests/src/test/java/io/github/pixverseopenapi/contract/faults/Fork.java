package io.github.pixverseopenapi.contract.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a separate JVM. */
final class Fork {
    private static final int MAX_SECONDS = 100;

    private Fork() {}

    /** How it ended: the exit code and all that it printed. */
    record ProcessResult(int exitCode, String output) {}

    static ProcessResult java(Class<?> main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        return await(start(main, options, arguments));
    }

    static Process start(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** The same with files limited to so many KiB, so that writing more fails as on a full disk. */
    static ProcessResult javaWithSmallFiles(int kibibytes, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:-UsePerfData");
        command.add("-Xshare:off");
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return await(start(command));
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static ProcessResult await(Process process) throws IOException, InterruptedException {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("still running after " + MAX_SECONDS + " s: " + output);
            }
            return new ProcessResult(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
