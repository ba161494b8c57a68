package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.record.RealPath;
import io.github.pixverseopenapi.contract.verify.Report;
import io.github.pixverseopenapi.contract.verify.report.HtmlReport;
import io.github.pixverseopenapi.contract.verify.report.JunitReport;
import io.github.pixverseopenapi.contract.verify.report.MarkdownReport;
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
     * Requires each report to have a file of its own, because one would replace the other.
     *
     * @param inputs files that are read, by the options that name them
     * @throws IllegalArgumentException when two options name one file; the message names both
     */
    void requireDistinct(Map<String, Path> inputs) {
        Map<String, Path> earlier = new LinkedHashMap<>(inputs);
        byOption().forEach((option, file) -> {
            RealPath place = RealPath.of(file);
            earlier.forEach((other, otherFile) -> {
                if (place.isSameAs(RealPath.of(otherFile))) {
                    throw new IllegalArgumentException(
                            option + " must name another file than " + other + ", but was '" + file + "'");
                }
            });
            earlier.put(option, file);
        });
    }

    /**
     * Finds out before anything is sent whether the files can be written, and makes their folders.
     *
     * @throws IllegalArgumentException when one cannot; the message names option, value and what is allowed
     */
    void prepare() {
        byOption().forEach((option, file) -> {
            if (!isWritable(file)) {
                throw new IllegalArgumentException(
                        option + ": '" + file + "' cannot be written; allowed is a file in a folder that can be made");
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
