package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SandboxCommandTest {

    private static final Pattern BASE_URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void sandbox_started_printsHowToCallItAndLogsEachCallUntilInterrupted() throws Exception {
        Lines lines = new Lines();
        CommandLine command = ContractCommand.commandLine().setOut(new PrintWriter(lines));
        FutureTask<Integer> exitCode = new FutureTask<>(
                () -> command.execute("sandbox", "--credits", "0", "--rate", "5/60", "--latency", "0"));
        Thread thread = new Thread(exitCode);
        thread.start();
        String start = lines.next();
        Matcher baseUrl = BASE_URL.matcher(start);

        assertThat(baseUrl.find()).isTrue();
        assertThat(start).contains(Sandbox.API_KEY, "curl ");
        ApiOperation operation = SandboxHttpClient.anyOperation();
        assertThat(SandboxHttpClient.send(HttpRequest.newBuilder(URI.create(baseUrl.group() + operation.path()))
                                .header(SandboxHttpClient.DOCUMENT.securityHeader(), Sandbox.API_KEY)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        SandboxHttpClient.validBody(operation).toString())))
                        .statusCode())
                .isEqualTo(406);
        assertThat(lines.next()).contains("POST " + operation.path() + " 406").doesNotContain(Sandbox.API_KEY);

        try (Socket socket = new Socket("127.0.0.1", URI.create(baseUrl.group()).getPort())) {
            socket.getOutputStream()
                    .write("GET /\u001b[31mred\u202e HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(lines.next().strip()).endsWith(" GET /red 404");
        }

        thread.interrupt();
        assertThat(exitCode.get()).isZero();
    }

    @Test
    void sandbox_onAllAddresses_warnsThatOthersReachIt() throws Exception {
        Lines warnings = new Lines();
        Lines lines = new Lines();
        CommandLine command =
                ContractCommand.commandLine().setOut(new PrintWriter(lines)).setErr(new PrintWriter(warnings));
        FutureTask<Integer> exitCode = new FutureTask<>(() -> command.execute(
                "sandbox", "--host", "0.0.0.0", "--allow-host", "sandbox", "--allow-origin", "https://app.example"));
        Thread thread = new Thread(exitCode);
        thread.start();

        assertThat(warnings.next()).startsWith("WARNING: the sandbox listens on 0.0.0.0, not only on this machine.");
        Matcher baseUrl = BASE_URL.matcher(lines.next());
        assertThat(baseUrl.find()).isTrue();
        URI url = URI.create(baseUrl.group());
        assertThat(SandboxHttpClient.send(
                                HttpRequest.newBuilder(url.resolve("/nowhere")).header("Origin", "https://app.example"))
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("https://app.example");
        try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ");
        }

        thread.interrupt();
        assertThat(exitCode.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 65536, 'sandbox: --port must be 0 (a free one) to 65535, but was 65536'",
        "--port, many, 'Invalid value for option ''--port'''",
        "--host, http://a, 'sandbox: --host must be a host name or address without scheme and port, but was http://a'",
        "--allow-host, a:80, 'sandbox: --allow-host must be a host name or address without scheme and port'",
        "--allow-origin, *, sandbox: --allow-origin must be an origin such as https://app.example:8443",
        "--credits, -1, 'Invalid value for option ''--credits'''",
        "--rate, 5, must be CALLS/SECONDS",
        "--rate, 0/5, 'sandbox: --rate calls must be 1 or more, but was 0'",
        "--latency, soon, must be a number of seconds",
        "--latency, 3601, sandbox: --latency must be 0 to 1 hour",
        "--queue-time, soon, must be a number of seconds",
        "--queue-time, 3601, sandbox: --queue-time must be 0 to 1 hour",
        "--processing-time, 3601, sandbox: --processing-time must be 0 to 1 hour",
        "--history-delay, 3601, sandbox: --history-delay must be 0 to 1 hour",
        "--nonsense, 1, 'Unknown options: ''--nonsense'''"
    })
    void sandbox_invalidOption_printsOneLineToStandardError(String option, String value, String message) {
        assertThat(execute("sandbox", option, value)).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void sandbox_portInUse_printsOneLineToStandardError() {
        try (Sandbox running = Sandbox.start()) {
            assertThat(execute("sandbox", "--port", String.valueOf(running.port())))
                    .isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("port " + running.port());
        }
    }

    @Test
    void help_ofSandbox_namesEveryOption() {
        assertThat(execute("sandbox", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--port",
                        "--host",
                        "--allow-host",
                        "--allow-origin",
                        "--credits",
                        "--rate",
                        "--latency",
                        "--queue-time",
                        "--processing-time",
                        "--history-delay");
    }

    private int execute(String... arguments) {
        return ContractCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** Passes on the output line by line, and lets the reader wait for the next line. */
    private static final class Lines extends Writer {

        private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();
        private final StringBuilder current = new StringBuilder();

        String next() throws InterruptedException {
            return complete.take();
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            current.append(characters, offset, length);
            int end = current.indexOf("\n");
            while (end >= 0) {
                complete.add(current.substring(0, end));
                current.delete(0, end + 1);
                end = current.indexOf("\n");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
