package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.record.RealPath;
import io.github.pixverseopenapi.contract.verify.Report;
import io.github.pixverseopenapi.contract.verify.report.GithubAnnotations;
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

/** The options for report files. */
final class ReportFiles {

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes JUnit XML, for CI servers.")
    private Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes Markdown, for the summary of a CI run.")
    private Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one self-contained HTML page.")
    private Path html;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description =
                    "Writes workflow commands, which become annotations when a step of GitHub Actions prints them.")
    private Path annotations;

    /**
     * Requires a separate file for each report, so that none overwrites another.
     *
     * @param inputs input files by option
     * @throws IllegalArgumentException when two options name the same file; the message names both
     */
    void requireDistinct(Map<String, Path> inputs) {
        Map<String, Path> earlier = new LinkedHashMap<>(inputs);
        byOption().forEach((option, file) -> {
            RealPath path = RealPath.of(file);
            earlier.forEach((other, otherFile) -> {
                if (path.isSameAs(RealPath.of(otherFile))) {
                    throw new IllegalArgumentException(
                            Message.of(option, "another file than " + other, "'" + file + "'"));
                }
            });
            earlier.put(option, file);
        });
    }

    /**
     * Checks before any request that the files are writable, and creates their folders.
     *
     * @throws IllegalArgumentException when one is not; the message names the option and the file
     */
    void prepare() {
        byOption().forEach((option, file) -> {
            if (!isWritable(file)) {
                throw new IllegalArgumentException(Message.of(option, WritableFile.RULE, "'" + file + "'"));
            }
        });
    }

    private static boolean isWritable(Path file) {
        return (!Files.exists(file) || Files.isRegularFile(file)) && WritableFile.isWritable(file);
    }

    boolean any() {
        return !byOption().isEmpty();
    }

    void write(Report report) {
        write(junit, JunitReport.of(report));
        write(markdown, MarkdownReport.of(report));
        write(html, HtmlReport.of(report));
        write(annotations, GithubAnnotations.of(report));
    }

    private Map<String, Path> byOption() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("--junit", junit);
        files.put("--markdown", markdown);
        files.put("--html", html);
        files.put("--annotations", annotations);
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
