package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be checked ends with 2 and one sentence, and with no paid request. */
class CouldNotRunTest {

    private static final String NOWHERE = "https://nowhere.invalid";

    @TempDir
    Path folder;

    static Stream<Arguments> otherApis() {
        return Stream.of(
                Arguments.of(StubResponse.html(404, "<h1>Not found</h1>"), "404 text/html <h1>Not found</h1>"),
                Arguments.of(StubResponse.html(200, "<h1>Shop</h1>"), "200 text/html <h1>Shop</h1>"),
                Arguments.of(
                        StubResponse.json(404, "{\"message\":\"No\"}"), "404 application/json {\"message\":\"No\"}"),
                Arguments.of(StubResponse.html(401, "<h1>Log in</h1>"), "401 text/html <h1>Log in</h1>"),
                Arguments.of(StubResponse.empty(503), "503 (empty)"));
    }

    @ParameterizedTest
    @MethodSource("otherApis")
    void verify_aServerOfAnotherApi_isReportedAndGetsNoPaidRequest(StubResponse always, String message) {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService otherApi = new ChangedService(sandbox, (request, response) -> always)) {
            CommandRun run =
                    CommandRun.ofEverything(otherApi.url(), sandbox.apiKey(), CommandRun.COST_OF_EVERYTHING, folder);

            assertOneSentence(
                    run,
                    "The server at " + otherApi.url() + " is not this API: the response to POST"
                            + " /v1/pixverse-text2video without a key, with an empty object was " + message);
            assertThat(CommandRun.billableRequests(sandbox)).isEmpty();
        }
        assertThat(folder.resolve("junit")).doesNotExist();
    }

    @Test
    void verify_whereNothingListens_reportsIt() {
        try (RefusingPort nothing = new RefusingPort()) {
            assertOneSentence(
                    CommandRun.of(nothing.url()),
                    nothing.url() + " cannot be checked: connection refused or host unreachable");
        }
    }

    @Test
    void verify_aHostThatDoesNotExist_reportsIt() {
        assertOneSentence(CommandRun.of(NOWHERE), NOWHERE + " cannot be checked: unknown host");
    }

    @Test
    void verify_aServerThatDoesNotSpeakHttp_reportsIt() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(StubResponse.fault(Fault.GARBAGE));
            CommandRun run = CommandRun.of(sandbox.baseUrl());

            assertThat(run.err())
                    .startsWith("pixverse-contract verify: " + sandbox.baseUrl()
                            + " cannot be checked: connection failed: ");
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(sandbox.journal()).hasSize(1);
        }
    }

    @Test
    void verify_aServerThatNeverResponds_isAbortedAfterTheFirstRequest() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(StubResponse.fault(Fault.STALL_BEFORE_RESPONSE));
            assertOneSentence(
                    CommandRun.of(sandbox.baseUrl(), "--time-limit", "1"),
                    sandbox.baseUrl() + " cannot be checked: no complete response within 1 s");
        }
    }

    @Test
    void verify_aServerWithoutTls_reportsIt() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread responses = new Thread(() -> respondInPlainText(plain));
            responses.start();
            CommandRun run = CommandRun.of("https://127.0.0.1:" + plain.getLocalPort());
            responses.join();

            assertThat(run.err()).contains(" cannot be checked: TLS failed: ").hasLineCount(1);
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    private static void respondInPlainText(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The caller disconnects.
        }
    }

    @Test
    void verify_nothingChosenThatCanBeChecked_reportsTheReason() {
        assertOneSentence(
                CommandRun.of(NOWHERE, "--only", "credits"),
                "There is nothing to check: requires a key: set" + " SEGMIND_API_KEY or --key-file FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--only | foo | --only must be one of no-key, wrong-key,",
                "--budget | lots | Invalid value for option '--budget': must be an amount in US dollars, such as 20 or 0.50, but was 'lots'",
                "--budget | -1 | Invalid value for option '--budget': must be an amount in US dollars, such as 20 or 0.50, but was '-1'",
                "--time-limit | 0 | --time-limit must be more than 0 and at most 3600 seconds, but was 0.0",
                "--time-limit | 3601 | --time-limit must be more than 0 and at most 3600 seconds, but was 3601.0",
                "--time-limit | soon | Invalid value for option '--time-limit': must be a number of seconds, such as 5 or 0.25, but was 'soon'",
                "--document | /nowhere.yaml | --document must be a readable OpenAPI document in YAML, but was '/nowhere.yaml'",
                "--document | pom.xml | --document: 'pom.xml': The document",
                "--junit | pom.xml/report | --junit must be a writable file in a folder that exists or can be created, but was 'pom.xml/report'",
                "--html | . | --html must be a writable file in a folder that exists or can be created, but was '.'",
                "--markdown | '' | --markdown must be a writable file in a folder that exists or can be created, but was ''",
                "--junit=a --html | a | --html must be another file than --junit, but was 'a'",
                "--markdown=a --junit | ./a | --markdown must be another file than --junit, but was 'a'",
                "--markdown=a --html | target/../a | --html must be another file than --markdown, but was 'target/../a'",
                "--html=pom.xml --document | ./pom.xml | --html must be another file than --document, but was 'pom.xml'",
                "--dry-run --html | a | --dry-run must not be combined with a report file",
                "--key-file | /nowhere/key | --key-file: the file /nowhere/key must be a readable text file",
                "--key-from-env | NOT_SET_HERE | --key-from-env: the variable NOT_SET_HERE must be an API key, but was missing",
                "--key-from-env=A --key-file | b | Error: --key-from-env=NAME, --key-file=FILE are mutually exclusive",
                "--image-url | lighthouse.png | The request for imageToVideo is invalid: image_url must be an absolute http",
                "--nonsense | 1 | Unknown options: '--nonsense', '1'"
            })
    void verify_aBadOption_isNamedBeforeAnythingIsSent(String options, String value, String message) {
        try (Sandbox sandbox = Sandbox.start()) {
            String[] arguments = (options + " ").split(" ", -1);
            arguments[arguments.length - 1] = value;
            CommandRun run = CommandRun.of(sandbox.baseUrl(), arguments);

            assertThat(run.err())
                    .startsWith("pixverse-contract verify: " + message)
                    .hasLineCount(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(sandbox.journal()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com | but was 'ftp://example.com'",
                "https://me:secret@exa mple:x | but was another text (redacted, because it may contain a password)",
                "http://example.com | which sends the key unencrypted",
                "http://127.999.999.999 | which sends the key unencrypted",
                "http://127.0.0.256 | which sends the key unencrypted",
                "http://127.0.0.1.example.com | which sends the key unencrypted",
                "https://api.segmind.com?a=b | which has a query or fragment",
                "https://me:secret@example.com | but was one with a user name or password (value redacted)"
            })
    void verify_aBadBaseUrl_isRejected(String url, String message) {
        CommandRun run = CommandRun.of(url);

        assertThat(run.err())
                .contains("pixverse-contract verify: --base-url must be ", message, "must be an https URL")
                .doesNotContain("secret")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must be an API key, but was missing",
                "two words | must be 8 to 1000 visible",
                "short | must be 8 to 1000 visible"
            })
    void verify_aBadKey_isRejectedWithoutShowingIt(String key, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), key);
        CommandRun run = CommandRun.of(NOWHERE, "--key-file", file.toString());

        assertThat(run.err())
                .contains("--key-file: the file " + file + " " + message)
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
        if (!key.isEmpty()) {
            assertThat(run.err()).doesNotContain(key);
        }
    }

    private static void assertOneSentence(CommandRun run, String sentence) {
        assertThat(run.err().strip()).isEqualTo("pixverse-contract verify: " + sentence);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
