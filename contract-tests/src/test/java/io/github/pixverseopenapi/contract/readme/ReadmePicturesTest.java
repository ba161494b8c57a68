package io.github.pixverseopenapi.contract.readme;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.demo.Demo;
import io.github.pixverseopenapi.contract.fixtures.ChromiumPage;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the pictures of README from what its commands print and write. {@code mvn -Pbrowser test} runs it. */
@Tag("browser")
class ReadmePicturesTest {
    private static final String DEMO_PAGE = """
            <!DOCTYPE html><meta charset="utf-8"><title>The demo</title><style>
            html { overflow: hidden } body { margin: 0; padding: 16px; background: #10151c; color: #d7dee8; font: 14px/1.45 monospace }
            pre { margin: 0 0 16px } div { display: flex; gap: 12px; align-items: end }
            video { display: block; height: 100px; border-radius: 4px } figure { margin: 0 } figcaption { margin-top: 6px }
            </style><pre>$ mvn -q -ntp -Pdemo
            %s</pre><div>%s</div>""";
    private static final String DEMO_VIDEO = """
            <figure><video src="%1$s.mp4#t=1.5" preload="auto" muted></video><figcaption>%1$s</figcaption></figure>""";
    private static final String ALL_SHOWN =
            "return [...document.querySelectorAll('video')].every(video => video.readyState >= 2 && !video.seeking)";

    private static ChromiumPage page;

    @TempDir
    Path folder;

    @BeforeAll
    static void startChromium() {
        page = ChromiumPage.start();
        page.setColorScheme("light");
    }

    @AfterAll
    static void closeChromium() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void demo_printedAndSaved_isShown() throws Exception {
        Fork.ProcessResult demo =
                Fork.java(Demo.class, List.of("-Dpixverse.demo.output=" + folder.resolve("target/demo")));
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        String output = demo.output().replace(folder + "/", "");
        String videos = OperationInvoker.videoOperations().stream()
                .map(operation -> DEMO_VIDEO.formatted(operation.id()))
                .collect(joining());
        Path html = folder.resolve("target/demo/demo.html");
        Files.writeString(html, DEMO_PAGE.formatted(output.strip(), videos));

        page.open(html.toUri().toString(), 960, 700);
        page.awaitTrue(ALL_SHOWN);

        assertThat(page.consoleErrors()).isEmpty();
        page.saveScreenshotOfAll("demo.png");
    }

    @Test
    void report_ofTheSandbox_isShown() throws Exception {
        Path report = folder.resolve("report.html");
        int exitCode;
        try (Sandbox sandbox = Sandbox.start()) {
            exitCode = ContractCommand.commandLine()
                    .setOut(new PrintWriter(Writer.nullWriter()))
                    .execute("verify", "--base-url", sandbox.baseUrl(), "--html", report.toString());
        }
        assertThat(exitCode).isZero();

        page.open(report.toUri().toString(), 960, 640);
        page.find(".verdict");

        assertThat(page.consoleErrors()).isEmpty();
        page.saveScreenshot("verify-report.png");
    }
}
