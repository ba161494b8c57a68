package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The report files of a run in which each of the four outcomes occurs. */
class ReportFilesTest {

    private static final String KEY = "raw-verify-key-0123";

    /** Would run, break out or colour if it were not escaped. */
    private static final String HOSTILE = "<script>alert(1)</script> ]]> | @all \u001b[31m ![a](b) & \"' \u0007 " + KEY;

    @TempDir
    Path folder;

    @Test
    void reports_inAFolderThatDoesNotExist_makeIt() {
        Path file = folder.resolve("new").resolve("newer").resolve("report.html");
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(CommandRun.of(sandbox.baseUrl(), "--only", "no-key", "--html", file.toString())
                            .exitCode())
                    .isZero();
        }
        assertThat(file).isNotEmptyFile();
    }

    /** One report would replace the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "./report",
                "new/../report",
                "link/report",
                "link-to-report",
                "link-to-link",
                "hard-link",
                "REPORT"
            })
    void reports_twoNamesOfOneFile_areRejectedBeforeAnythingIsSent(String other) throws IOException {
        for (boolean exists : new boolean[] {false, true}) {
            Path file = folder.resolve("report");
            Files.deleteIfExists(file);
            if (exists) {
                Files.writeString(file, "as it was");
            }
            link("link", folder);
            link("link-to-report", file);
            link("link-to-link", folder.resolve("link").resolve("link-to-report"));
            Files.deleteIfExists(folder.resolve("hard-link"));
            if (other.equals("hard-link")) {
                Files.writeString(file, "as it was");
                Files.createLink(folder.resolve("hard-link"), file);
            }
            try (Sandbox sandbox = Sandbox.start()) {
                CommandRun run = CommandRun.of(
                        sandbox.baseUrl(),
                        "--only",
                        "no-key",
                        "--junit",
                        file.toString(),
                        "--html",
                        folder + "/" + other);

                assertThat(run.err().strip())
                        .isEqualTo("pixverse-contract verify: --html must be another file than --junit," + " but was '"
                                + folder + "/" + other + "'");
                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(sandbox.journal()).isEmpty();
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "as it was")
                    .isEqualTo("as it was");
        }
    }

    @Test
    void reports_inTheFileOfTheKey_areRejectedBeforeAnythingIsSent() {
        String keyFile = CommandRun.keyFile(folder, KEY);
        try (Sandbox sandbox = Sandbox.start()) {
            CommandRun run = CommandRun.of(sandbox.baseUrl(), "--key-file", keyFile, "--junit", folder + "/./key");

            assertThat(run.err())
                    .contains("--junit must be another file than --key-file, but was '")
                    .hasLineCount(1);
            assertThat(sandbox.journal()).isEmpty();
        }
        assertThat(Path.of(keyFile)).hasContent(KEY);
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    @Test
    void junit_ofAMixedRun_hasTheStructureThatServersRead() throws Exception {
        mixedRun();
        Element root = Markup.parse(folder.resolve("junit"));

        assertThat(root.getTagName()).isEqualTo("testsuites");
        assertThat(counts(root)).containsExactly(32, 1, 1, 2);
        List<Element> suites = Markup.elements(root, "testsuite");
        assertThat(suites)
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly(
                        "textToVideo",
                        "imageToVideo",
                        "generateV5Video",
                        "extendV5Video",
                        "generateV6Video",
                        "service");
        assertThat(suites).allSatisfy(suite -> {
            assertThat(suite.getParentNode()).isEqualTo(root);
            assertThat(counts(suite))
                    .containsExactly(
                            Markup.elements(suite, "testcase").size(),
                            Markup.elements(suite, "failure").size(),
                            Markup.elements(suite, "error").size(),
                            Markup.elements(suite, "skipped").size());
            assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        });
        List<Element> cases = Markup.elements(root, "testcase");
        assertThat(cases).hasSize(32).allSatisfy(testCase -> {
            assertThat(testCase.getParentNode().getNodeName()).isEqualTo("testsuite");
            assertThat(testCase.getAttribute("time")).matches("\\d+\\.\\d{3}");
        });
        assertThat(cases)
                .extracting(testCase -> testCase.getAttribute("classname") + "." + testCase.getAttribute("name"))
                .doesNotHaveDuplicates()
                .contains("pixverse.textToVideo.no-key", "pixverse.service.credits");
    }

    @Test
    void html_ofAMixedRun_isOneWellFormedPageWithoutExternalResources() throws Exception {
        mixedRun();
        String page = Files.readString(folder.resolve("html"));
        Element root = Markup.parse(folder.resolve("html"));

        assertThat(root.getTagName()).isEqualTo("html");
        assertThat(root.getAttribute("lang")).isEqualTo("en");
        for (String name : List.of("script", "link", "img", "iframe", "object", "form")) {
            assertThat(Markup.elements(root, name)).isEmpty();
        }
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("src=", "href=", "url(", "@import")
                .contains("prefers-color-scheme: dark", "width=device-width");
        assertThat(page.replaceAll("<meta [^>]*/>", ""))
                .as("to HTML, such an element never ends")
                .doesNotContain("/>");
        assertThat(page.substring(page.indexOf("<style>"), page.indexOf("</style>")))
                .as("HTML reads no references in a style")
                .doesNotContain("&");
        assertThat(Markup.elements(root, "section")).hasSize(6);
        assertThat(Markup.elements(root, "title").get(0).getTextContent())
                .isEqualTo("Drift: 1 drifted, 1 undecided, 28 hold, 2 not checked. PixVerse contract");
    }

    @Test
    void html_ofAMixedRun_showsEachCheckWithItsOutcomeAndReason() throws Exception {
        mixedRun();
        List<Element> checks = Markup.elements(Markup.parse(folder.resolve("html")), "li").stream()
                .filter(item -> !Markup.elements(item, "b").isEmpty())
                .toList();

        assertThat(checks).hasSize(32);
        assertThat(checks.get(0).getTextContent())
                .startsWith("drifted" + "no-key")
                .contains(
                        "status must be 401, but was 418",
                        "expected401 application/json with a text \"error\"",
                        "actual418 text/plain <script>alert(1)</script> ]]> | @all");
        assertThat(checks)
                .filteredOn(check -> check.getTextContent().startsWith("undecided"))
                .singleElement()
                .satisfies(check -> assertThat(check.getTextContent()).contains("rate limit exceeded; retry later"));
        assertThat(checks)
                .filteredOn(check -> check.getTextContent().startsWith("not checked"))
                .hasSize(2)
                .allSatisfy(check -> assertThat(check.getTextContent()).contains("video", "requires --"));
        assertThat(checks)
                .filteredOn(check -> check.getTextContent().startsWith("holds"))
                .hasSize(28);
    }

    @Test
    void markdown_ofAnyResponse_isATableAndPlainText() throws Exception {
        mixedRun();
        String markdown = Files.readString(folder.resolve("markdown"));

        assertThat(markdown.lines())
                .contains(
                        "| textToVideo | ❌ drift | ✅ | ✅ | ✅ | ✅ | ✅ |",
                        "| imageToVideo | ✅ | ❓ | ✅ | ✅ | ✅ | – |",
                        "### Drift",
                        "### Undecided",
                        "### Not checked");
        assertThat(markdown).doesNotContain("<", "@all", "](", "\u001b");
        assertThat(Markup.withoutReferences(markdown)).contains("<script>alert(1)</script> ]]> | @all");
    }

    @Test
    void everyOutput_ofHostileResponses_holdsNeitherTheKeyNorControlCharacters() throws Exception {
        CommandRun run = mixedRun();

        assertThat(run.outputs(folder))
                .hasSize(5)
                .allSatisfy(text -> assertThat(text)
                        .isNotEmpty()
                        .doesNotContainIgnoringCase(KEY)
                        .doesNotContain("0123")
                        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f]"));
        assertThat(run.out()).contains("DRIFT  textToVideo no-key");
    }

    /** A service that repeats the key wherever it can. */
    @Test
    void everyOutput_ofAServiceThatRepeatsTheKey_doesNotShowIt() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().apiKey(KEY).start();
                ChangedService service = new ChangedService(
                        sandbox,
                        (request, response) -> StubResponse.of(
                                        401,
                                        "application/" + KEY,
                                        ("x".repeat(290) + KEY.toUpperCase(Locale.ROOT))
                                                .getBytes(StandardCharsets.UTF_8))
                                .withHeader("x-request-id", KEY)
                                .withHeader("x-cost", "x".repeat(70) + KEY)
                                .withHeader(KEY, KEY))) {
            CommandRun run =
                    CommandRun.of(service.url(), "--key-file", CommandRun.keyFile(folder, KEY), "--only", "no-key");
            assertThat(run.err()).contains("is not this API").doesNotContainIgnoringCase("raw-verify");
        }
        try (Sandbox sandbox = Sandbox.builder().apiKey(KEY).start();
                ChangedService service = new ChangedService(
                        sandbox,
                        (request, response) -> (response.status() == 401
                                        ? StubResponse.json(
                                                401,
                                                "{\"error\":\"" + KEY + "\",\"status_code\":\"" + "x".repeat(66) + KEY
                                                        + "\"}")
                                        : response.status() == 200
                                                        && request.getMethod().equals("POST")
                                                ? response.withHeader("x-cost", "x".repeat(66) + KEY)
                                                : response)
                                .withHeader("x-request-id", KEY))) {
            CommandRun run = CommandRun.ofEverything(service.url(), KEY, CommandRun.COST_OF_EVERYTHING, folder);
            assertThat(run.out()).contains("x<redacted>").contains("header x-cost must be a number, but was");
            assertThat(run.outputs(folder))
                    .hasSize(5)
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContainIgnoringCase("raw-verify")
                            .doesNotContain("0123"));
        }
    }

    /** Tests, failures, errors, skipped. */
    private static List<Integer> counts(Element suite) {
        return Stream.of("tests", "failures", "errors", "skipped")
                .map(suite::getAttribute)
                .map(Integer::valueOf)
                .toList();
    }

    /** One drift with a hostile message, one undecided, two not checked because of missing inputs, the rest holds. */
    private CommandRun mixedRun() {
        try (Sandbox sandbox = Sandbox.builder().apiKey(KEY).start()) {
            sandbox.respondWith(
                    "textToVideo", StubResponse.of(418, "text/plain", HOSTILE.getBytes(StandardCharsets.UTF_8)));
            sandbox.respondWith("imageToVideo", StubResponse.json(401, "{\"error\":\"No key.\"}"));
            sandbox.respondWith("imageToVideo", StubResponse.json(429, "{\"error\":\"Slow down.\"}"));
            return CommandRun.withReports(sandbox.baseUrl(), KEY, folder, "--budget", "100");
        }
    }
}
