package io.github.pixverseopenapi.contract.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every character of the reports that are files. */
@Tag("pit-verify")
class ReportMarkupTest {

    @Test
    void junit_eachOutcome_isASuiteForEachSubject() {
        assertThat(JunitReport.of(SampleReport.ofAllOutcomes())).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="PixVerse contract" tests="4" failures="1" errors="1" skipped="1" time="61.249">
                <testsuite name="textToVideo" tests="2" failures="1" errors="0" skipped="0" time="1.257">
                <testcase classname="pixverse.textToVideo" name="no-key" time="1.250">\
                <failure type="drift" message="status must be 401, but was 418; error must be a text &amp; more">\
                POST /v1/pixverse-text2video without a key, with an empty object
                expected: 401 application/json with a text "error"
                actual: 418 text/plain &lt;teapot&gt;
                </failure></testcase>
                <testcase classname="pixverse.textToVideo" name="wrong-method" time="0.007"></testcase>
                </testsuite>
                <testsuite name="imageToVideo" tests="1" failures="0" errors="1" skipped="0" time="0.040">
                <testcase classname="pixverse.imageToVideo" name="video" time="0.040">\
                <error type="undecided" message="rate limit exceeded; retry later">\
                POST /v1/pixverse-image2video with the key, with the document's example
                expected: 200 video/mp4
                actual: 429 (empty)
                </error></testcase>
                </testsuite>
                <testsuite name="service" tests="1" failures="0" errors="0" skipped="1" time="0.000">
                <testcase classname="pixverse.service" name="credits" time="0.000">\
                <skipped message="requires a key: set SEGMIND_API_KEY or --key-file FILE"></skipped></testcase>
                </testsuite>
                </testsuites>
                """);
    }

    @Test
    void markdown_eachOutcome_isATableThenDetails() {
        assertThat(MarkdownReport.of(SampleReport.ofAllOutcomes())).isEqualTo("""
                ## PixVerse contract at https&#58;//api.example.com

                **Drift: 1 drifted, 1 undecided, 1 hold, 1 not checked.** Requests that may be billed count as $3.16 of a\
                 budget of $5.00. Where no price is published, the highest published price is\
                 assumed.

                | | no-key | wrong-key | wrong-method | missing-field | bad-value | video |
                |---|---|---|---|---|---|---|
                | textToVideo | ❌ drift | ✅ |
                | imageToVideo | ❓ |

                - credits: –

                ### Drift

                - **textToVideo no-key**: POST /v1/pixverse-text2video without a key, with an empty object
                  - status must be 401, but was 418
                  - error must be a text &#38; more
                  - expected 401 application/json with a text "error"
                  - actual 418 text/plain &#60;teapot&#62;

                ### Undecided

                - **imageToVideo video**: POST /v1/pixverse-image2video with the key, with the document's example
                  - rate limit exceeded; retry later
                  - expected 200 video/mp4
                  - actual 429 (empty)

                ### Not checked

                - credits: requires a key&#58; set SEGMIND&#95;API&#95;KEY or --key-file FILE

                """);
    }

    @Test
    void markdown_everythingHolds_hasNoDetails() {
        assertThat(MarkdownReport.of(SampleReport.report(Optional.empty(), true, SampleReport.holds())))
                .isEqualTo("""
                ## PixVerse contract at https&#58;//api.example.com

                **All good: 1 hold, 0 not checked.** With a key, without a budget&#58; no billable request was sent.

                | | no-key | wrong-key | wrong-method | missing-field | bad-value | video |
                |---|---|---|---|---|---|---|
                | textToVideo | ✅ |


                """);
    }

    @Test
    void html_eachOutcome_isWrittenOutInFull() throws Exception {
        String verdict = "Drift: 1 drifted, 1 undecided, 1 hold, 1 not checked.";

        assertThat(HtmlReport.of(SampleReport.ofAllOutcomes()))
                .isEqualTo("<!DOCTYPE html>\n"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"utf-8\"/>"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
                        + "<title>" + verdict + " PixVerse contract</title><style>" + style() + "</style></head><body>"
                        + "<header><h1>PixVerse contract</h1>"
                        + "<p class=\"soft\">https://api.example.com, 2026-03-04T05:06:07Z, duration 61.2 s</p></header>"
                        + "<div class=\"verdict drifted\" role=\"status\"><p><strong>" + verdict + "</strong></p>"
                        + "<ul><li>textToVideo no-key: status must be 401, but was 418; error must be a text &amp; more</li></ul>"
                        + "<ul><li>imageToVideo video: rate limit exceeded; retry later</li></ul>"
                        + "<p class=\"soft\">Requests that may be billed count as $3.16 of a budget of $5.00. Where no price is"
                        + " published, the highest published price is assumed.</p></div><main>"
                        + "<section class=\"card\"><h2>textToVideo</h2><p><code>POST /v1/pixverse-text2video</code></p>"
                        + "<ul class=\"checks\"><li><div class=\"check\"><span class=\"mark drifted\">drifted</span><b>no-key</b>"
                        + "<span class=\"soft\">POST /v1/pixverse-text2video without a key, with an empty object</span></div>"
                        + "<div class=\"details\"><ul><li>status must be 401, but was 418</li><li>error must be a text &amp;"
                        + " more</li></ul><dl><dt>expected</dt><dd><code>401 application/json with a text \"error\"</code></dd>"
                        + "<dt>actual</dt><dd><code>418 text/plain &lt;teapot&gt;</code></dd></dl></div></li>"
                        + "<li><div class=\"check\"><span class=\"mark holds\">holds</span><b>wrong-method</b>"
                        + "<span class=\"soft\">GET /v1/pixverse-text2video without a key: 405 (assumed)</span></div></li></ul>"
                        + "</section>\n"
                        + "<section class=\"card\"><h2>imageToVideo</h2><p><code>POST /v1/pixverse-image2video</code></p>"
                        + "<ul class=\"checks\"><li><div class=\"check\"><span class=\"mark undecided\">undecided</span><b>video</b>"
                        + "<span class=\"soft\">POST /v1/pixverse-image2video with the key, with the document's example</span></div>"
                        + "<div class=\"details\"><ul><li>rate limit exceeded; retry later</li></ul><dl><dt>expected</dt><dd>"
                        + "<code>200 video/mp4</code></dd><dt>actual</dt><dd><code>429 (empty)</code></dd></dl></div></li></ul></section>\n"
                        + "<section class=\"card\"><h2>The service as a whole</h2><ul class=\"checks\"><li><div class=\"check\">"
                        + "<span class=\"mark not-checked\">not checked</span><b>credits</b><span class=\"soft\">requires a key: set"
                        + " SEGMIND_API_KEY or --key-file FILE</span></div></li></ul></section>\n"
                        + "</main><footer>Expectations come from the OpenAPI document of this project, which is independent of the"
                        + " service's owner. The API key is redacted.</footer></body></html>\n");
    }

    @Test
    void html_verdict_hasItsStyleClass() {
        assertThat(HtmlReport.of(SampleReport.report(Optional.empty(), true, SampleReport.holds())))
                .contains(
                        "<div class=\"verdict holds\" role=\"status\"><p><strong>All good: 1 hold, 0 not checked.</strong>"
                                + "</p><p class=\"soft\">");
        assertThat(HtmlReport.of(SampleReport.report(Optional.empty(), true, SampleReport.undecided())))
                .contains("<div class=\"verdict undecided\" role=\"status\">");
    }

    private static String style() throws Exception {
        try (InputStream file = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(">", "&gt;");
        }
    }
}
