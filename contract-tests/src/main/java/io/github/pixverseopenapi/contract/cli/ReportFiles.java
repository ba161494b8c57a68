package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.verify.HtmlReport;
import io.github.pixverseopenapi.contract.verify.JunitReport;
import io.github.pixverseopenapi.contract.verify.MarkdownReport;
import io.github.pixverseopenapi.contract.verify.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The files that a report is written to. */
final class ReportFiles {

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes JUnit XML, for CI servers.")
    private Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes Markdown, for the summary of a CI run.")
    private Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one HTML page that needs nothing else.")
    private Path html;

    /**
     * Finds out before anything is sent whether the files can be written, and makes their folders.
     *
     * @throws IllegalArgumentException when one cannot; the message names option, value and what is allowed
     */
    void prepare() {
        Map<String, Path> files = byOption();
        files.forEach((option, file) -> {
            if (!isWritable(file)) {
                throw new IllegalArgumentException(
                        option + ": '" + file + "' cannot be written; allowed is a file in a folder that can be made");
            }
            if (files.values().stream().filter(file::equals).count() > 1) {
                throw new IllegalArgumentException(
                        option + ": '" + file + "' is named twice; allowed is a file for each report");
            }
        });
    }

    private static boolean isWritable(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return Files.exists(file)
                    ? Files.isRegularFile(file) && Files.isWritable(file)
                    : folder != null && Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    boolean any() {
        return !byOption().isEmpty();
    }

    void write(Report report) {
        write(junit, JunitReport.of(report));
        write(markdown, MarkdownReport.of(report));
        write(html, HtmlReport.of(report));
    }

    private Map<String, Path> byOption() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("--junit", junit);
        files.put("--markdown", markdown);
        files.put("--html", html);
        files.values().removeIf(file -> file == null);
        return files;
    }

    private static void write(Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
