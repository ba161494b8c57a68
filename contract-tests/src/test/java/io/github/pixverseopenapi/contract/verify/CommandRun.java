package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A run of the command, and its output. */
record CommandRun(int exitCode, String out, String err) {

    /** Addresses that the sandbox accepts; it fetches nothing. */
    static final List<String> INPUTS =
            List.of("--image-url", "https://example.com/a.png", "--video-url", "https://example.com/a.mp4");

    /** Runs the command as in a pipe, by default with the document of {@link FiveOperations}. */
    static CommandRun of(String baseUrl, String... options) {
        return of(Ansi.AUTO, baseUrl, options);
    }

    static CommandRun of(Ansi ansi, String baseUrl, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--base-url", baseUrl));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--document")) {
            arguments.addAll(List.of("--document", FiveOperations.FILE.toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = ContractCommand.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** What all requests that may be billed count. */
    static final String COST_OF_EVERYTHING = "28.92";

    /** Runs all checks that the budget covers, and writes all reports into a folder. */
    static CommandRun ofEverything(String baseUrl, String key, String budget, Path folder) {
        List<String> options = new ArrayList<>(INPUTS);
        options.addAll(List.of("--budget", budget, "--key-file", keyFile(folder, key)));
        for (String kind : List.of("junit", "markdown", "html")) {
            options.addAll(List.of("--" + kind, folder.resolve(kind).toString()));
        }
        return of(baseUrl, options.toArray(String[]::new));
    }

    static String keyFile(Path folder, String key) {
        try {
            return Files.writeString(folder.resolve("key"), key + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
