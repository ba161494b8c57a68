package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.verify.CheckPlan;
import io.github.pixverseopenapi.contract.verify.CheckSelection;
import io.github.pixverseopenapi.contract.verify.Report;
import io.github.pixverseopenapi.contract.verify.Verification;
import io.github.pixverseopenapi.contract.verify.VerifyOptions;
import io.github.pixverseopenapi.contract.verify.VerifyTarget;
import io.github.pixverseopenapi.contract.verify.report.PlanFormatter;
import io.github.pixverseopenapi.contract.verify.report.TextReport;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
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

/** Checks a running service against the document. */
@Command(
        name = "verify",
        description = {
            "Checks a running service against the document.",
            "Without --budget nothing is sent that may be billed: only calls without a key or with a wrong one, whose"
                    + " body no video can be made of; an unknown path; a wrong method; and, with a key, the free credit"
                    + " check."
        },
        exitCodeOnExecutionException = Report.COULD_NOT_RUN,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was checked holds",
            "1:something drifted",
            "2:could not run or decide: a bad option, nothing answers, not this API, the key was refused; reports are"
                    + " written only if the checks came to their end"
        },
        footerHeading = "%nChecks:%n",
        footer = {
            "  free: no-key, wrong-key, wrong-method, unknown-path, credits",
            "  may be billed: missing-field, bad-value (refusals now, but a service that has changed may accept and bill"
                    + " them), video"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final Duration LONGEST_LIMIT = Duration.ofHours(1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            required = true,
            converter = TargetConverter.class,
            description = "Where the service is: https, or http on this machine.")
    private VerifyTarget target;

    @ArgGroup
    private KeyOptions keyOptions = new KeyOptions();

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = UsdConverter.class,
            description =
                    "Allows requests that may be billed, up to this sum. Each is counted before it is sent, at its"
                            + " documented upper price or, where there is none, at the highest published one.")
    private BigDecimal budget;

    @Option(names = "--dry-run", description = "Prints what would be sent and what it counts; sends nothing.")
    private boolean dryRun;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Checks and operations to run, separated by commas; all by default.")
    private List<String> only = List.of();

    @Option(names = "--image-url", paramLabel = "URL", description = "An image, for the videos that need one.")
    private String imageUrl;

    @Option(names = "--video-url", paramLabel = "URL", description = "A video, for the videos that need one.")
    private String videoUrl;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description = "How long a request may take, up to 3600; by default 30, and five times the documented usual"
                    + " time where it may be billed.")
    private Duration timeLimit;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Another version of the document; by default the one in this program.")
    private Path documentFile;

    @Mixin
    private ReportFiles files;

    @Override
    public Integer call() {
        ApiDocument document;
        VerifyOptions options;
        CheckPlan plan;
        try {
            files.requireDistinct(inputFiles());
            document = documentFile == null ? ApiDocument.load() : document();
            options = options(document);
            plan = CheckPlan.of(document, options);
            files.prepare();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return dryRun ? print(PlanFormatter.of(plan, target)) : verify(document, options, plan);
    }

    private int verify(ApiDocument document, VerifyOptions options, CheckPlan plan) {
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Verification(document, options, plan, line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        print(TextReport.of(report, spec.commandLine().getColorScheme().ansi().enabled()));
        files.write(report);
        return report.exitCode();
    }

    private int print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return Report.ALL_GOOD;
    }

    private Map<String, Path> inputFiles() {
        Map<String, Path> inputs = new LinkedHashMap<>();
        Optional.ofNullable(documentFile).ifPresent(file -> inputs.put("--document", file));
        keyOptions.file().ifPresent(file -> inputs.put("--key-file", file));
        return inputs;
    }

    private ApiDocument document() {
        try {
            return ApiDocument.load(documentFile);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "--document: '" + documentFile + "' cannot be read; allowed is an OpenAPI document in YAML", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--document: '" + documentFile + "': " + e.getMessage(), e);
        }
    }

    private VerifyOptions options(ApiDocument document) {
        if (dryRun && files.any()) {
            throw new IllegalArgumentException(
                    "--dry-run: there will be no report to write; allowed is no report file");
        }
        if (timeLimit != null && (timeLimit.isZero() || timeLimit.compareTo(LONGEST_LIMIT) > 0)) {
            throw new IllegalArgumentException("--time-limit: " + timeLimit.toMillis() / 1000.0
                    + " is not allowed; allowed is more than 0, up to 3600 seconds");
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
        try {
            return only.isEmpty() ? CheckSelection.all() : CheckSelection.of(only, document);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--only: " + e.getMessage(), e);
        }
    }

    /** By the request fields that they are for. */
    private Map<String, String> inputs() {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("image_url", imageUrl);
        inputs.put("video_url", videoUrl);
        inputs.values().removeIf(address -> address == null);
        return inputs;
    }
}
