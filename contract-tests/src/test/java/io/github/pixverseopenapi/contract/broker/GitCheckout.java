package io.github.pixverseopenapi.contract.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The Git checkout of a folder, if it is one.
 *
 * @param folder a folder of the checkout
 * @param published the files whose versions count
 */
record GitCheckout(Path folder, List<Path> published) {

    /** The commit; empty when a published file differs from it, because the commit does not name its content. */
    Optional<String> commit() {
        List<String> status = new ArrayList<>(List.of("status", "--porcelain", "--"));
        published.forEach(file -> status.add(file.toString()));
        return git(status.toArray(String[]::new)).filter(String::isEmpty).flatMap(clean -> git("rev-parse", "HEAD"));
    }

    /** The branch; empty for a detached HEAD, as in CI. */
    Optional<String> branch() {
        return git("symbolic-ref", "--short", "--quiet", "HEAD");
    }

    private Optional<String> git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
