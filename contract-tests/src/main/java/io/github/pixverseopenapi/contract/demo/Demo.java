package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxException;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes one video with each operation and saves it: from the sandbox, at no cost, or with
 * {@code -Dpixverse.live=true} from the real service, within a budget. See {@link DemoOptions} for the settings.
 */
public final class Demo {
    /** Long enough to see the progress, much shorter than the service. */
    private static final Duration SANDBOX_LATENCY = Duration.ofSeconds(1);

    private final PrintStream out;
    private final boolean terminal;

    Demo(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs the demo; ends the JVM with status 1, after one line on the error stream, if it fails. */
    public static void main(String[] arguments) {
        try {
            new Demo(System.out, System.console() != null).run(DemoOptions.read(System::getProperty, System.getenv()));
        } catch (DemoException | SandboxException | IllegalArgumentException e) {
            System.out.flush();
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    void run(DemoOptions options) {
        Path folder = writable(options.output());
        List<DemoCall> calls = DemoCall.all(options.imageUrl(), options.videoUrl());
        List<DemoResult> outcomes = options.live() ? live(options, folder, calls) : sandbox(folder, calls);
        out.println();
        out.print(ResultTable.of(outcomes));
        out.println();
        out.println(
                options.live()
                        ? billed(outcomes)
                        : "Nothing was paid: the answers came from the sandbox on this"
                                + " machine, which synthesises them from the documentation.");
        out.println("Videos: " + folder.toAbsolutePath().normalize());
        List<DemoResult> failed = outcomes.stream().filter(DemoResult::failed).toList();
        if (!failed.isEmpty()) {
            failed.forEach(outcome -> out.println(outcome.failure()));
            throw new DemoException(failed.size() + " of " + outcomes.size() + " calls gave no video");
        }
    }

    private List<DemoResult> sandbox(Path folder, List<DemoCall> calls) {
        try (Sandbox sandbox = Sandbox.builder().latency(SANDBOX_LATENCY).start();
                PixverseClient client = PixverseClient.builder()
                        .apiKey(sandbox.apiKey())
                        .baseUrl(sandbox.baseUrl())
                        .build()) {
            out.println("Sandbox at " + sandbox.baseUrl() + ", each video takes " + SANDBOX_LATENCY.toMillis() / 1000.0
                    + " s.");
            return outcomes(client, folder, calls);
        }
    }

    private List<DemoResult> live(DemoOptions options, Path folder, List<DemoCall> calls) {
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        ApiDocument document = ApiDocument.load();
        PriceList prices = new PriceList(document);
        out.println("A live run calls the real service and is billed:");
        for (DemoCall call : calls) {
            Operation operation = call.operation();
            least = least.add(Prices.least(operation));
            BigDecimal counted = prices.of(document.operation(operation.path()).orElseThrow());
            most = most.add(counted);
            out.println("  " + operation.path() + "  " + Prices.range(operation)
                    + (operation.highestPriceUsd().isPresent()
                            ? ""
                            : ", counted as $" + counted + ", the highest price published for any of them"));
        }
        out.println("  in all $" + least + " to $" + most);
        if (options.budgetUsd() == null || options.budgetUsd().compareTo(most) < 0) {
            throw new DemoException("-D" + DemoOptions.BUDGET + "="
                    + (options.budgetUsd() == null ? "(not set)" : options.budgetUsd())
                    + " does not cover a live run; must be at least " + most + " (US dollars). Nothing was sent");
        }
        try (PixverseClient client = PixverseClient.create(options.apiKey())) {
            return outcomes(client, folder, calls);
        }
    }

    private List<DemoResult> outcomes(PixverseClient client, Path folder, List<DemoCall> calls) {
        try (Progress progress = new Progress(out, terminal)) {
            return new DemoRun(client, folder, progress).of(calls);
        }
    }

    private static String billed(List<DemoResult> outcomes) {
        BigDecimal sum = BigDecimal.ZERO;
        for (DemoResult outcome : outcomes) {
            if (outcome.billedUsd() == null) {
                return "The service did not say what every call cost; see your account.";
            }
            sum = sum.add(outcome.billedUsd());
        }
        return "The service says that these calls cost $" + sum + ".";
    }

    /** Found out before anything is paid. */
    private static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "demo", ".tmp"));
            return folder;
        } catch (IOException e) {
            throw new DemoException(DemoOptions.OUTPUT + ": cannot write to the folder " + folder.toAbsolutePath()
                    + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
