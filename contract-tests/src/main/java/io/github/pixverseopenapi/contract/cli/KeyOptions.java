package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * The options that name the source of the API key. The key itself is never an argument: process lists show arguments.
 */
final class KeyOptions {

    @Option(
            names = "--key-from-env",
            paramLabel = "NAME",
            description =
                    "The environment variable with the API key; " + ServiceFacts.API_KEY_VARIABLE + " by default.")
    private String variable;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that contains only the API key, instead of a variable.")
    private Path file;

    /** Whether a source is named. */
    boolean any() {
        return variable != null || file != null;
    }

    /** The key file, if set. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The API key, if set.
     *
     * @throws IllegalArgumentException when the named source has no valid key; the message names the option
     */
    Optional<ServiceApiKey> key(Map<String, String> environment) {
        if (file != null) {
            return Optional.of(withOptionName("--key-file", () -> ServiceApiKey.fromFile(file)));
        }
        return variable == null
                ? ServiceApiKey.fromDefaultVariable(environment)
                : Optional.of(
                        withOptionName("--key-from-env", () -> ServiceApiKey.fromVariable(variable, environment)));
    }

    private static ServiceApiKey withOptionName(String option, Supplier<ServiceApiKey> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
