package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.verify.VerifyApiKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the key is. It is never an argument itself: those stand in the list of processes for all to read. */
final class KeyOptions {

    @Option(
            names = "--key-from-env",
            paramLabel = "NAME",
            description = "The variable that holds the key; " + VerifyApiKey.DEFAULT_VARIABLE + " by default.")
    private String variable;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that holds the key and nothing else, in place of a variable.")
    private Path file;

    /** The file that holds the key, if one was named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The key, if there is one.
     *
     * @throws IllegalArgumentException when it is not where it was said to be; the message names the option
     */
    Optional<VerifyApiKey> key(Map<String, String> environment) {
        if (file != null) {
            return Optional.of(named("--key-file", () -> VerifyApiKey.fromFile(file)));
        }
        return variable == null
                ? VerifyApiKey.fromDefaultVariable(environment)
                : Optional.of(named("--key-from-env", () -> VerifyApiKey.fromVariable(variable, environment)));
    }

    private static VerifyApiKey named(String option, Supplier<VerifyApiKey> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
