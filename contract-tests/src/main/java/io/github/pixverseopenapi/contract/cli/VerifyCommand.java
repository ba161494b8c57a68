package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.FileFields;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.verify.CheckPlan;
import io.github.pixverseopenapi.contract.verify.CheckSelection;
import io.github.pixverseopenapi.contract.verify.Report;
import io.github.pixverseopenapi.contract.verify.Verification;
import io.github.pixverseopenapi.contract.verify.VerifyOptions;
import io.github.pixverseopenapi.contract.verify.VerifyTarget;
import io.github.pixverseopenapi.contract.verify.report.JsonReport;
import io.github.pixverseopenapi.contract.verify.report.PlanFormatter;
import io.github.pixverseopenapi.contract.verify.report.TextReport;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies a running service against the document. */
@Command(
        name = "verify",
        description = {
            "Verifies a running service against the document.",
            "Without --budget it sends no billable request: only calls without a key or with an invalid key, whose body"
                    + " generates no video; an unknown path; a wrong method; and, with a key, the free credits request."
        },
        exitCodeOnExecutionException = Report.COULD_NOT_RUN,
        exitCodeList = {
            "0:all checks hold, or their drift is known",
            "1:a check drifted, or an entry of known drift has expired",
            "2:undecided or not run: an invalid option, no response, another API, a rejected key; reports are written"
                    + " only if all checks completed",
            ExitCodes.INTERRUPTED_HELP
        },
        footerHeading = "%nChecks:%n",
        footer = {
            "  free: no-key, wrong-key, wrong-method, unknown-path, credits",
            "  may be billed: missing-field, bad-value (rejected now, but a changed service may accept and bill them),"
                    + " video"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final Duration MAX_TIME_LIMIT = Duration.ofHours(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private BaseUrlOption baseUrl;

    @ArgGroup
    private KeyOptions keyOptions = new KeyOptions();

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = UsdConverter.class,
            description = "Allows billable requests up to this sum. Each is counted before it is sent, at its highest"
                    + " documented price or, without one, at the highest published price.")
    private BigDecimal budget;

    @Option(names = "--dry-run", description = "Prints the planned requests and their prices; sends nothing.")
    private boolean dryRun;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Checks and operations to run, separated by commas; all by default.")
    private List<String> only = List.of();

    @Option(
            names = "--image-url",
            paramLabel = "URL",
            description = "URL of an image for the operations that need one.")
    private String imageUrl;

    @Option(names = "--video-url", paramLabel = "URL", description = "URL of a video for the operations that need one.")
    private String videoUrl;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description =
                    "Timeout of a request, up to 3600; by default 30, and five times the documented typical time for"
                            + " billable requests.")
    private Duration timeLimit;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Another version of the document; by default the bundled one.")
    private Path documentFile;

    @Mixin
    private KnownDriftOptions knownDrift;

    @Option(
            names = "--json",
            description = "Prints the report as JSON, and the report for people on standard error. The jar's"
                    + " report.schema.json describes the format.")
    private boolean json;

    @Mixin
    private ReportFiles files;

    private final Clock clock;

    /** @param clock determines which known drift has expired */
    VerifyCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ApiDocument document;
        VerifyOptions options;
        CheckPlan plan;
        VerifyTarget target;
        try {
            target = target();
            files.requireDistinct(inputFiles());
            document = documentFile == null ? ApiDocument.load() : DocumentFile.read("--document", documentFile);
            options = options(document, target);
            plan = CheckPlan.of(document, options);
            knownDrift.read(plan, today(), dryRun);
            files.prepare();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return dryRun ? print(PlanFormatter.of(plan, target)) : verify(document, options, plan);
    }

    private int verify(ApiDocument document, VerifyOptions options, CheckPlan plan) {
        PrintWriter err = spec.commandLine().getErr();
        Verification verification = new Verification(document, options, plan, line -> {
            err.println(line);
            err.flush();
        });
        Report report = knownDrift.apply(verification.run(), today());
        String text =
                TextReport.of(report, spec.commandLine().getColorScheme().ansi().enabled());
        if (json) {
            err.print(text);
            err.flush();
            print(JsonReport.of(report));
        } else {
            print(text);
        }
        files.write(report);
        return report.exitCode();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private int print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return Report.ALL_GOOD;
    }

    private VerifyTarget target() {
        String url =
                baseUrl.url(System.getenv()).orElseGet(() -> ApiDocument.load().server());
        try {
            return VerifyTarget.of(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(baseUrl.withSource(BaseUrlOption.NAME + " " + e.getMessage()), e);
        }
    }

    private Map<String, Path> inputFiles() {
        Map<String, Path> inputs = new LinkedHashMap<>();
        Optional.ofNullable(documentFile).ifPresent(file -> inputs.put("--document", file));
        knownDrift.file().ifPresent(file -> inputs.put(KnownDriftOptions.FILE, file));
        keyOptions.file().ifPresent(file -> inputs.put("--key-file", file));
        return inputs;
    }

    private VerifyOptions options(ApiDocument document, VerifyTarget target) {
        if (dryRun && json) {
            throw new IllegalArgumentException("--dry-run must not be combined with --json");
        }
        if (dryRun && files.any()) {
            throw new IllegalArgumentException("--dry-run must not be combined with a report file");
        }
        if (timeLimit != null && (timeLimit.isZero() || timeLimit.compareTo(MAX_TIME_LIMIT) > 0)) {
            throw new IllegalArgumentException(
                    Message.of("--time-limit", "more than 0 and at most 3600 seconds", timeLimit.toMillis() / 1000.0));
        }
        return new VerifyOptions(
                target,
                keyOptions.key(System.getenv()),
                Optional.ofNullable(budget),
                selection(document),
                inputs(),
                Optional.ofNullable(timeLimit));
    }

    private CheckSelection selection(ApiDocument document) {
        return only.isEmpty() ? CheckSelection.all() : CheckSelection.of(only, document);
    }

    /** The input URLs by request field. */
    private Map<String, String> inputs() {
        Map<String, String> inputs = new HashMap<>();
        inputs.put(FileFields.IMAGE, imageUrl);
        inputs.put(FileFields.VIDEO, videoUrl);
        inputs.values().removeIf(url -> url == null);
        return inputs;
    }
}
