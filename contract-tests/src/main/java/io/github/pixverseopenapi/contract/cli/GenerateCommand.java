package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.BatchEntry;
import io.github.pixverseopenapi.client.BatchListener;
import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.SaveFailedException;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.generate.BatchDecisions;
import io.github.pixverseopenapi.contract.generate.BatchOutput;
import io.github.pixverseopenapi.contract.generate.BatchProgress;
import io.github.pixverseopenapi.contract.generate.InterruptOutput;
import io.github.pixverseopenapi.contract.generate.InterruptibleRun;
import io.github.pixverseopenapi.contract.generate.PromptRequest;
import io.github.pixverseopenapi.contract.generate.RequestFile;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.operation.PriceEstimate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes videos as jobs and saves them. */
@Command(
        name = "generate",
        description = {
            "Makes a video of a prompt, or one of each line of a file, as jobs that survive a crash: run the same command"
                    + " again, with --resume for a file, and nothing is paid twice.",
            "Videos are billed and require --budget, the maximum cost in US dollars over all runs of the same prompt or file."
        },
        exitCodeList = {
            "0:all videos are saved",
            "1:some are not",
            ExitCodes.INVALID_HELP,
            ExitCodes.INTERRUPTED_HELP + "; the command that goes on is printed"
        })
final class GenerateCommand extends ClientCommand {

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "The prompt of one video.")
    private String prompt;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file of requests instead of a prompt, a JSON object a line, such as"
                    + " {\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\"}}.")
    private Path file;

    @Option(
            names = "--operation",
            paramLabel = "ID",
            defaultValue = "textToVideo",
            description = "The operation of a prompt; ${DEFAULT-VALUE} by default.")
    private String operation;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description = "Another field of the request of a prompt; may be repeated.")
    private Map<String, String> fields = Map.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "videos",
            description = "Folder for the videos and the journal; ${DEFAULT-VALUE} by default.")
    private Path folder;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = UsdConverter.class,
            description =
                    "Maximum cost in US dollars. Each request is counted at its highest documented price before it"
                            + " is sent, and at its real cost afterwards. Other prompts are not counted.")
    private BigDecimal budget;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "8",
            description = "Jobs at once, 1 to 10000; ${DEFAULT-VALUE} by default.")
    private int parallel;

    @Option(names = "--per-minute", paramLabel = "N", description = "Maximum requests a minute; no limit by default.")
    private Integer perMinute;

    @Option(names = "--resume", description = "Continue an earlier run of a file in the same folder.")
    private boolean resume;

    @Option(
            names = "--resend-not-found",
            description =
                    "Send requests again that an earlier run may have sent, if the history has no job of them. If the"
                            + " history is only late, they are paid twice.")
    private boolean resendNotFound;

    @Option(
            names = "--assign",
            paramLabel = "KEY=JOB_ID",
            description = "The job of a key that an earlier run reported as UNCLEAR; may be repeated.")
    private List<String> assigned = List.of();

    @Option(
            names = "--resend",
            paramLabel = "KEY",
            description = "Send the request of a key again that an earlier run reported as UNCLEAR, because it has no"
                    + " job; if it has one, it is paid twice. May be repeated.")
    private List<String> resent = List.of();

    @Option(names = "--retry-failed", description = "Send requests again that failed in an earlier run.")
    private boolean retryFailed;

    @Option(names = "--json", description = "Print the result as JSON, and no progress.")
    private boolean json;

    @Option(names = "--dry-run", description = "Print the number of videos and their price; send nothing.")
    private boolean dryRun;

    private Map<String, PixverseRequest> requests;
    private BatchDecisions decisions;

    @Override
    boolean isDoneWithoutCalls() {
        if ((prompt == null) == (file == null)) {
            throw new IllegalArgumentException(
                    Message.of("The input", "either a PROMPT or --file", prompt == null ? "missing" : "both"));
        }
        requests = prompt == null ? RequestFile.read(file) : single(PromptRequest.of(operation, prompt, fields));
        decisions = BatchDecisions.of(assigned, resent, requests.keySet());
        if (dryRun) {
            print(requests.size() + (requests.size() == 1 ? " video, " : " videos, ") + price() + "; nothing was sent");
            return true;
        }
        if (budget == null) {
            throw new IllegalArgumentException(
                    Message.of("--budget", "set, because the videos may cost " + price(), "missing"));
        }
        checkJournal();
        return false;
    }

    /** Rejects {@code --resume} without a journal, because all requests would be sent and billed again. */
    private void checkJournal() {
        boolean exists = journal().toFile().length() > 0;
        if (file != null && exists && !resume) {
            throw new IllegalArgumentException(Message.of(
                    "--out", "a folder without a journal unless --resume is set", journal() + " of an earlier run"));
        }
        if (!exists && (file != null && resume || !decisions.isEmpty())) {
            throw new IllegalArgumentException(Message.of(
                    "--out", "the folder of an earlier run, with its journal", folder + " without " + journal()));
        }
    }

    private String price() {
        PriceEstimate price = PriceEstimate.of(
                requests.values().stream().map(OperationInvoker::operationOf).toList());
        return price
                + (price.isAssumed() ? " (where no price is published, the highest of any operation is assumed)" : "");
    }

    private static Map<String, PixverseRequest> single(PromptRequest prompt) {
        return Map.of(prompt.key(), prompt.request());
    }

    /** A prompt has a journal of its own, so that one folder can hold the videos of many prompts. */
    private Path journal() {
        return folder.resolve((file == null ? requests.keySet().iterator().next() : "batch") + ".journal");
    }

    @Override
    int call(PixverseClient client) {
        BatchProgress progress = new BatchProgress(out(), CommandLine.Help.Ansi.AUTO.enabled());
        InterruptibleRun run =
                new InterruptibleRun(json ? (entry, settled, total) -> {} : progress, this::printInterrupted);
        Optional<BatchReport> ended;
        try {
            PixverseBatch batch = batch(client, run);
            decisions.writeTo(batch);
            ended = run.of(() -> batch.run(requests));
        } catch (IllegalStateException | SaveFailedException e) {
            throw invalid(e);
        }
        if (ended.isEmpty()) {
            return ExitCodes.INTERRUPTED;
        }
        BatchReport report = ended.get();
        if (!json) {
            progress.end();
        }
        print(json ? BatchOutput.json(report) : BatchOutput.text(report));
        return report.isComplete() ? ExitCodes.SUCCESS : ExitCodes.FAILURE;
    }

    private void printInterrupted(Collection<BatchEntry> entries) {
        err().println();
        err().println(InterruptOutput.text(
                entries, requests.size(), journal(), ResumeCommand.of(arguments(), file != null)));
        err().flush();
    }

    private PixverseBatch batch(PixverseClient client, BatchListener listener) {
        return PixverseBatch.builder(client, folder)
                .journal(journal())
                .budgetUsd(budget)
                .maxConcurrency(parallel)
                .maxPerMinute(perMinute)
                .retryFailed(retryFailed)
                .resubmitNotFound(resendNotFound)
                .listener(listener)
                .build();
    }
}
