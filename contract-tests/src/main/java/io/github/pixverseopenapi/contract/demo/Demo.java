package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.operation.PriceEstimate;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/**
 * Generates and saves one video with each operation: from the sandbox free of charge, or with
 * {@code -Dpixverse.live=true} from the live service within a budget. On the sandbox it ends with a job whose process is
 * killed, and whose video is fetched by its id. See {@link DemoOptions} for the options.
 */
public final class Demo {
    /** Long enough to show progress, much shorter than the latency of the service. */
    private static final Duration SANDBOX_LATENCY = Duration.ofSeconds(1);

    private final PrintStream out;
    private final boolean terminal;

    Demo(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs the demo. On failure prints one line to standard error and exits the JVM with status 1. */
    public static void main(String[] arguments) {
        try {
            new Demo(System.out, CommandLine.Help.Ansi.AUTO.enabled())
                    .run(DemoOptions.read(System::getProperty, System.getenv()));
        } catch (DemoException | SandboxException | IllegalArgumentException e) {
            System.out.flush();
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    void run(DemoOptions options) {
        Path folder = writable(options.output());
        List<DemoCall> calls = DemoCall.all(ApiDocument.load(), options.imageUrl(), options.videoUrl());
        List<DemoResult> results = options.live() ? live(options, folder, calls) : sandbox(folder, calls);
        out.println();
        out.print(ResultTable.of(results));
        out.println();
        out.println(
                options.live()
                        ? billed(results)
                        : "Nothing was billed: the responses are from the local sandbox, which"
                                + " synthesises them from the documentation.");
        out.println("Videos: " + folder.toAbsolutePath().normalize());
        List<DemoResult> failed = results.stream().filter(DemoResult::failed).toList();
        if (!failed.isEmpty()) {
            failed.forEach(result -> out.println(result.failure()));
            throw new DemoException(failed.size() + " of " + results.size() + " calls returned no video");
        }
    }

    private List<DemoResult> sandbox(Path folder, List<DemoCall> calls) {
        try (Sandbox sandbox = Sandbox.builder()
                        .latency(SANDBOX_LATENCY)
                        .processingTime(SANDBOX_LATENCY)
                        .start();
                PixverseClient client = PixverseClient.builder()
                        .apiKey(sandbox.apiKey())
                        .baseUrl(sandbox.baseUrl())
                        .build()) {
            out.println("Sandbox at " + sandbox.baseUrl() + ", each video takes " + SANDBOX_LATENCY.toMillis() / 1000.0
                    + " s.");
            List<DemoResult> results = results(client, folder, calls);
            fetchJobOfKilledProcess(sandbox, client, folder);
            return results;
        }
    }

    private void fetchJobOfKilledProcess(Sandbox sandbox, PixverseClient client, Path folder) {
        String id = JobProcess.submitAndKill(sandbox.baseUrl(), sandbox.apiKey());
        out.println("  job " + id + ": submitted by another process, which was killed");
        Path file = folder.resolve("job.mp4");
        try (Video video = client.job(id).await()) {
            video.saveTo(file);
        }
        out.println("  job " + id + ": its video was fetched by its id and saved as " + file.getFileName());
    }

    private List<DemoResult> live(DemoOptions options, Path folder, List<DemoCall> calls) {
        out.println("A live run calls the live service and is billed:");
        for (DemoCall call : calls) {
            Operation operation = call.operation();
            out.println("  " + operation.path() + "  " + Prices.range(operation)
                    + (operation.highestPriceUsd().isPresent()
                            ? ""
                            : ", counted as $"
                                    + PriceEstimate.of(List.of(operation)).max()
                                    + ", the highest price of any operation"));
        }
        PriceEstimate total =
                PriceEstimate.of(calls.stream().map(DemoCall::operation).toList());
        out.println("  total " + total);
        if (options.budgetUsd() == null || options.budgetUsd().compareTo(total.max()) < 0) {
            throw new DemoException(Message.of(
                            "-D" + DemoOptions.BUDGET,
                            "at least " + total.max() + " (US dollars) for a live run",
                            options.budgetUsd() == null ? "not set" : options.budgetUsd())
                    + ". Nothing was sent");
        }
        try (PixverseClient client = PixverseClient.create(options.apiKey())) {
            return results(client, folder, calls);
        }
    }

    private List<DemoResult> results(PixverseClient client, Path folder, List<DemoCall> calls) {
        try (Progress progress = new Progress(out, terminal)) {
            return new DemoRun(client, folder, progress).of(calls);
        }
    }

    private static String billed(List<DemoResult> results) {
        BigDecimal sum = BigDecimal.ZERO;
        for (DemoResult result : results) {
            if (result.billedUsd() == null) {
                return "The service did not report the cost of every call; see your account.";
            }
            sum = sum.add(result.billedUsd());
        }
        return "The service reported a total cost of $" + sum + ".";
    }

    /** Checks that the folder is writable before any billed call. */
    private static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "demo", ".tmp"));
            return folder;
        } catch (IOException e) {
            throw new DemoException(Message.of(
                    DemoOptions.OUTPUT,
                    "a writable folder",
                    folder.toAbsolutePath() + " (" + e.getClass().getSimpleName() + ")"));
        }
    }
}
