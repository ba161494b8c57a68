package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import io.github.pixverseopenapi.contract.verify.CheckPlan;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import io.github.pixverseopenapi.contract.verify.known.KnownDriftFile;
import io.github.pixverseopenapi.contract.verify.known.KnownDriftUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for drift that is accepted until a date. */
final class KnownDriftOptions {

    static final String FILE = "--known-drift";
    static final String UPDATE = "--update-known-drift";
    private static final String REASON = "--reason";
    private static final String EXPIRES = "--expires";
    private static final int DEFAULT_DAYS = 30;

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description = "A JSON file of drift to accept, with reasons and expiry dates. An expired entry fails the"
                    + " verification; an unused one is listed.")
    private Path file;

    @Option(
            names = UPDATE,
            description = "Adds the drift of this run to the file, and removes expired and unused entries. Requires "
                    + REASON + ".")
    private boolean update;

    @Option(names = REASON, paramLabel = "TEXT", description = "Why the added drift is accepted.")
    private String reason;

    @Option(
            names = EXPIRES,
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The last day, in UTC, on which the added drift is accepted, such as 2027-01-31; by default "
                    + DEFAULT_DAYS + " days from today.")
    private LocalDate expires;

    private List<KnownDrift> entries = List.of();

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Reads the file before any request.
     *
     * @throws IllegalArgumentException when an option or the file is invalid
     */
    void read(CheckPlan plan, LocalDate today, boolean dryRun) {
        require(!update || file != null, UPDATE, FILE);
        require(reason == null || update, REASON, UPDATE);
        require(expires == null || update, EXPIRES, UPDATE);
        if (update && (reason == null || TextSanitizer.line(reason).isEmpty())) {
            throw new IllegalArgumentException(Message.of(
                    REASON, "a text that says why the drift is accepted", reason == null ? "missing" : "''"));
        }
        if (update && dryRun) {
            throw new IllegalArgumentException("--dry-run must not be combined with " + UPDATE);
        }
        if (expires != null && expires.isBefore(today)) {
            throw new IllegalArgumentException(
                    Message.of(EXPIRES, "today, " + today + ", or later", "'" + expires + "'"));
        }
        if (update && !WritableFile.isWritable(file)) {
            throw new IllegalArgumentException(Message.of(FILE, WritableFile.RULE, "'" + file + "'"));
        }
        if (file != null && !(update && Files.notExists(file))) {
            entries = entries(plan);
        }
    }

    private static void require(boolean isMet, String option, String other) {
        if (!isMet) {
            throw new IllegalArgumentException(option + " must be combined with " + other);
        }
    }

    private List<KnownDrift> entries(CheckPlan plan) {
        try {
            return KnownDriftFile.read(
                    file, plan.items().stream().map(item -> item.check().name()).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + ": '" + file + "': " + e.getMessage(), e);
        }
    }

    /** Applies the file to a report, after it is updated if that was asked. */
    Report apply(Report report, LocalDate today) {
        Report reviewed = report.withKnownDrift(entries, today);
        if (!update) {
            return reviewed;
        }
        List<KnownDrift> updated = KnownDriftUpdate.of(
                reviewed,
                entries,
                TextSanitizer.line(reason),
                Optional.ofNullable(expires).orElse(today.plusDays(DEFAULT_DAYS)));
        KnownDriftFile.write(file, updated);
        return report.withKnownDrift(updated, today);
    }
}
