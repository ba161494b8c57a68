package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.faults.RefusingPort;
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

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(StubResponse.html(404, "<h1>Not found</h1>"), "404 text/html <h1>Not found</h1>"),
                Arguments.of(StubResponse.html(200, "<h1>Shop</h1>"), "200 text/html <h1>Shop</h1>"),
                Arguments.of(
                        StubResponse.json(404, "{\"message\":\"No\"}"), "404 application/json {\"message\":\"No\"}"),
                Arguments.of(StubResponse.html(401, "<h1>Log in</h1>"), "401 text/html <h1>Log in</h1>"),
                Arguments.of(StubResponse.empty(503), "503 (empty)"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void verify_aServerOfAnotherApi_isReportedAndGetsNoPaidRequest(StubResponse always, String message) {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService stranger = new ChangedService(sandbox, (request, response) -> always)) {
            CommandRun run =
                    CommandRun.ofEverything(stranger.url(), sandbox.apiKey(), CommandRun.COST_OF_EVERYTHING, folder);

            assertOneSentence(
                    run,
                    "What answers at " + stranger.url() + " is not this API: to POST"
                            + " /v1/pixverse-text2video without a key, with an empty object it said " + message);
            assertThat(sandbox.journal())
                    .filteredOn(
                            entry -> entry.keyAccepted() && entry.operationId().isPresent())
                    .isEmpty();
        }
        assertThat(folder.resolve("junit")).doesNotExist();
    }

    @Test
    void verify_whereNothingListens_reportsIt() {
        try (RefusingPort nothing = new RefusingPort()) {
            assertOneSentence(
                    CommandRun.of(nothing.url()), nothing.url() + " cannot be checked: nothing listens there");
        }
    }

    @Test
    void verify_aHostThatDoesNotExist_reportsIt() {
        assertOneSentence(CommandRun.of(NOWHERE), NOWHERE + " cannot be checked: no host of this name is known");
    }

    @Test
    void verify_aServerThatDoesNotSpeakHttp_reportsIt() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(StubResponse.fault(Fault.GARBAGE));
            CommandRun run = CommandRun.of(sandbox.baseUrl());

            assertThat(run.err())
                    .startsWith("pixverse-contract verify: " + sandbox.baseUrl()
                            + " cannot be checked: the connection broke: ");
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(sandbox.journal()).hasSize(1);
        }
    }

    @Test
    void verify_aServerThatNeverResponds_isAbortedAfterTheFirstRequest() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(StubResponse.fault(Fault.STALL_BEFORE_ANSWER));
            assertOneSentence(
                    CommandRun.of(sandbox.baseUrl(), "--time-limit", "1"),
                    sandbox.baseUrl() + " cannot be checked: no whole answer within 1 s");
        }
    }

    @Test
    void verify_aServerWithoutTls_reportsIt() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread responses = new Thread(() -> respondInPlainText(plain));
            responses.start();
            CommandRun run = CommandRun.of("https://127.0.0.1:" + plain.getLocalPort());
            responses.join();

            assertThat(run.err())
                    .contains(" cannot be checked: no secure connection: ")
                    .hasLineCount(1);
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
                "There is nothing to check: needs a key: set" + " SEGMIND_API_KEY or give --key-file FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--only | foo | --only: 'foo' is neither a check nor an operation; allowed are no-key, wrong-key,",
                "--budget | lots | Invalid value for option '--budget': 'lots' is not an amount in US dollars, such as 20 or 0.50",
                "--budget | -1 | Invalid value for option '--budget': '-1' is not an amount",
                "--time-limit | 0 | --time-limit: 0.0 is not allowed; allowed is more than 0, up to 3600 seconds",
                "--time-limit | 3601 | --time-limit: 3601.0 is not allowed; allowed is more than 0, up to 3600 seconds",
                "--time-limit | soon | Invalid value for option '--time-limit': 'soon' is not a number of seconds",
                "--document | /nowhere.yaml | --document: '/nowhere.yaml' cannot be read; allowed is an OpenAPI document in YAML",
                "--document | pom.xml | --document: 'pom.xml': The document",
                "--junit | pom.xml/report | --junit: 'pom.xml/report' cannot be written; allowed is a file in a folder that can be made",
                "--html | . | --html: '.' cannot be written; allowed is a file in a folder that can be made",
                "--markdown | '' | --markdown: '' cannot be written; allowed is a file in a folder that can be made",
                "--junit=a --html | a | --html must name another file than --junit, but was 'a'",
                "--markdown=a --junit | ./a | --markdown must name another file than --junit, but was 'a'",
                "--markdown=a --html | target/../a | --html must name another file than --markdown, but was 'target/../a'",
                "--html=pom.xml --document | ./pom.xml | --html must name another file than --document, but was 'pom.xml'",
                "--dry-run --html | a | --dry-run: there will be no report to write; allowed is no report file",
                "--key-file | /nowhere/key | --key-file: the file /nowhere/key cannot be read; allowed is a text file",
                "--key-from-env | NOT_SET_HERE | --key-from-env: the variable NOT_SET_HERE holds no key",
                "--key-from-env=A --key-file | b | Error: --key-from-env=NAME, --key-file=FILE are mutually exclusive",
                "--image-url | lighthouse.png | The request for imageToVideo would be refused: image_url: must be an absolute http",
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
                "ftp://example.com | is not an http or https URL",
                "https://me:secret@exa mple:x | is not an http or https URL",
                "http://example.com | would show the key to the network, because it is plain http",
                "http://127.999.999.999 | would show the key to the network, because it is plain http",
                "http://127.0.0.256 | would show the key to the network, because it is plain http",
                "http://127.0.0.1.example.com | would show the key to the network, because it is plain http",
                "https://api.segmind.com?a=b | holds a query or fragment",
                "https://me:secret@example.com | the URL holds a user name or password"
            })
    void verify_aBadBaseUrl_isRejected(String url, String message) {
        CommandRun run = CommandRun.of(url);

        assertThat(run.err())
                .contains("Invalid value for option '--base-url': ", message, "allowed is an https URL")
                .doesNotContain("secret")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | holds no key", "two words | holds no usable key", "short | holds no usable key"})
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
