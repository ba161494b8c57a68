package io.github.pixverseopenapi.contract.cli;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a sandbox until it is interrupted, and prints a line for each request. */
@Command(
        name = "sandbox",
        description = {
            "Runs a local stub of the service until it is interrupted.",
            "It is free and sends nothing to the service."
        })
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on, 0 to 65535; 0, the default, selects a free port.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = {
                "Address to listen on; 127.0.0.1, which only this machine reaches, by default.",
                "0.0.0.0 is for containers: anyone who can connect can use and change the sandbox."
            })
    private String host;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = {
                "Another name under which the sandbox is called, such as that of its container; may be repeated.",
                "Names of this machine and addresses are always allowed."
            })
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = {
                "An origin whose web pages may call the sandbox, such as https://app.example; may be repeated.",
                "Pages of this machine are always allowed."
            })
    private List<String> allowedOrigins = List.of();

    @Option(
            names = "--credits",
            paramLabel = "USD",
            defaultValue = "100",
            converter = UsdConverter.class,
            description = "Balance of the account in US dollars; 100 by default.")
    private BigDecimal credits;

    @Option(
            names = "--rate",
            paramLabel = "CALLS/SECONDS",
            converter = Rate.Converter.class,
            description = "Maximum calls per window, such as 10/60; unlimited by default.")
    private Rate rate;

    @Option(
            names = "--latency",
            paramLabel = "SECONDS",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Delay of a generated video, up to 3600; 0 by default.")
    private Duration latency;

    @Option(
            names = "--queue-time",
            paramLabel = "SECONDS",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Time of a job in the queue, up to 3600; 0 by default.")
    private Duration queueTime;

    @Option(
            names = "--processing-time",
            paramLabel = "SECONDS",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Time of a job from its processing to its end, up to 3600; 0 by default.")
    private Duration processingTime;

    @Option(
            names = "--history-delay",
            paramLabel = "SECONDS",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Time from a request to its row in the history, up to 3600; 0 by default.")
    private Duration historyDelay;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Sandbox sandbox = options(out).start()) {
            warnIfExposed(sandbox);
            print(
                    out,
                    "Sandbox at " + sandbox.baseUrl() + " with the key " + sandbox.apiKey()
                            + "; open it in a browser, or try: " + curl(sandbox));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.SUCCESS;
    }

    private void warnIfExposed(Sandbox sandbox) {
        if (!sandbox.isLoopback()) {
            print(
                    spec.commandLine().getErr(),
                    "WARNING: the sandbox listens on " + host + ", not only on this machine. It has no protection but a"
                            + " known key: anyone who can connect can use and change it.");
        }
    }

    private Sandbox.Builder options(PrintWriter out) {
        try {
            Sandbox.Builder options = Sandbox.builder()
                    .port(port)
                    .host(host)
                    .credits(credits)
                    .latency(latency)
                    .queueTime(queueTime)
                    .processingTime(processingTime)
                    .historyDelay(historyDelay)
                    .onRequest(entry -> print(out, TextSanitizer.line(entry.time() + " " + entry)));
            allowedHosts.forEach(options::allowHost);
            allowedOrigins.forEach(options::allowOrigin);
            return rate == null ? options : options.rateLimit(rate.calls(), rate.window());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static String curl(Sandbox sandbox) {
        ApiDocument document = ApiDocument.load();
        ApiOperation operation = document.videoOperations().get(0);
        String body =
                document.requestExample(operation).orElseGet(JsonObject::new).toString();
        return "curl --fail-with-body -o video.mp4 -H '" + document.securityHeader() + ": " + sandbox.apiKey()
                + "' -H 'Content-Type: " + ApiDocument.JSON + "' -d '" + body.replace("'", "'\\''") + "' "
                + sandbox.baseUrl() + operation.path();
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
