package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A run of the command, and its output. */
record CommandRun(int exitCode, String out, String err) {

    /** Addresses that the sandbox accepts; it fetches nothing. */
    static final List<String> INPUTS =
            List.of("--image-url", "https://example.com/a.png", "--video-url", "https://example.com/a.mp4");

    private static final List<String> REPORTS = List.of("junit", "markdown", "html");

    /** Runs the command as in a pipe, by default with the document of {@link FiveOperations}. */
    static CommandRun of(String baseUrl, String... options) {
        return of(Ansi.AUTO, baseUrl, options);
    }

    static CommandRun of(Ansi ansi, String baseUrl, String... options) {
        return of(ContractCommand.commandLine(), ansi, baseUrl, options);
    }

    /** Runs the command on a day. */
    static CommandRun on(LocalDate day, String baseUrl, String... options) {
        Clock clock = Clock.fixed(day.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
        return of(ContractCommand.commandLine(clock), Ansi.AUTO, baseUrl, options);
    }

    private static CommandRun of(CommandLine command, Ansi ansi, String baseUrl, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--base-url", baseUrl));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--document")) {
            arguments.addAll(List.of("--document", FiveOperations.FILE.toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = command.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
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
        options.addAll(List.of("--budget", budget));
        return withReports(baseUrl, key, folder, options.toArray(String[]::new));
    }

    /** Runs with a key, and writes all reports into a folder. */
    static CommandRun withReports(String baseUrl, String key, Path folder, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--key-file", keyFile(folder, key)));
        for (String kind : REPORTS) {
            all.addAll(List.of("--" + kind, folder.resolve(kind).toString()));
        }
        return of(baseUrl, all.toArray(String[]::new));
    }

    /** Both streams, and the reports in a folder. */
    List<String> outputs(Path folder) {
        return Stream.concat(Stream.of(out, err), reports(folder)).toList();
    }

    /** The reports that were written into a folder; a run that fails writes none. */
    static Stream<String> reports(Path folder) {
        return REPORTS.stream().map(folder::resolve).filter(Files::exists).map(TextFiles::read);
    }

    static String keyFile(Path folder, String key) {
        Path file = folder.resolve("key");
        TextFiles.write(file, key + "\n");
        return file.toString();
    }

    /** The POST requests that a sandbox received with its key for an operation; others are free. */
    static List<JournalEntry> billableRequests(Sandbox sandbox) {
        return sandbox.journal().stream()
                .filter(entry -> entry.keyAccepted()
                        && entry.method().equals("POST")
                        && entry.operationId().isPresent())
                .toList();
    }
}
