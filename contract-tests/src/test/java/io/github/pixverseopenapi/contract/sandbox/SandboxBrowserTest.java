package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.fixtures.ChromiumPage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Uses the sandbox's page as a person does. {@code mvn -Pbrowser test} runs it. */
@Tag("browser")
@ExtendWith(SandboxExtension.class)
class SandboxBrowserTest {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    /** The width of small phones. */
    private static final int NARROW = 360;

    private static final String CALL = "#operations-Pixverse-textToVideo";
    private static final String BODY = """
            {"prompt": "%s", "aspect_ratio": "16:9", "duration": %d, "motion_mode": "normal", "quality": "540p"}""";
    private static final String SUBMIT = "#operations-Jobs-submitTextToVideo";

    /** The ratio of WCAG 2.2 between each text of our own and its background, the lowest first. */
    private static final String LOW_CONTRASTS = """
            const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const parse = (color) => color.match(/[\\d.]+/g).map(Number);
            const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
            const ground = (element) => {
              const [red, green, blue, alpha = 1] = parse(getComputedStyle(element).backgroundColor);
              if (alpha === 1) return [red, green, blue];
              const below = ground(element.parentElement);
              return [red, green, blue].map((value, index) => alpha * value + (1 - alpha) * below[index]);
            };
            const texts = document.querySelectorAll(
              "header *, #panel :is(h2, p, strong, label, input, select, button, th, td, small),"
              + " .opblock-summary-method, .btn.execute, .video-response a");
            return [...texts]
              .map((element) => {
                const [light, dark] = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))]
                  .sort((one, other) => other - one);
                return [(light + 0.05) / (dark + 0.05), element];
              })
              .filter(([ratio]) => ratio < 4.5)
              .map(([ratio, element]) => ratio.toFixed(2) + " " + element.outerHTML.slice(0, 120));
            """;

    private static ChromiumPage page;

    @BeforeAll
    static void startChromium() {
        page = ChromiumPage.start();
    }

    @BeforeEach
    void setColorScheme() {
        page.setColorScheme("light");
    }

    @AfterAll
    static void closeChromium() {
        if (page != null) {
            page.close();
        }
    }

    @Test
    void call_triedOut_playsTheVideoAndLoadsNothingFromElsewhere(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.click(CALL + " .opblock-summary-control");
        page.type(CALL + " textarea", BODY.formatted("A kite over a windy beach", 5));
        page.click(CALL + " .execute");
        page.awaitPlaying(CALL + " .video-response video");
        page.awaitText("#journal tr", "textToVideo");
        page.awaitText("#credits", "$99.00");

        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.keyAccepted()).isTrue();
            assertThat(entry.bodyText()).contains("A kite over a windy beach");
        });
        List<String> urls = page.requestedUrls();
        assertThat(urls).contains(sandbox.baseUrl() + "/v1/pixverse-text2video");
        assertThat(urls)
                .filteredOn(url -> !url.startsWith(sandbox.baseUrl() + "/")
                        && !url.startsWith("blob:" + sandbox.baseUrl() + "/")
                        && !url.startsWith("data:image/"))
                .isEmpty();
        assertThat(page.consoleErrors()).isEmpty();
        page.script("arguments[0].scrollIntoView({block: 'center'})", page.find(CALL + " .video-response"));
        page.saveScreenshot("sandbox-page.png");
    }

    @Test
    void call_invalid_isExplained(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.click(CALL + " .opblock-summary-control");
        page.type(CALL + " textarea", BODY.formatted("A kite", 7));
        page.click(CALL + " .execute");

        page.awaitText(CALL + " .live-responses-table tbody .response-col_status", "400");
        page.awaitText(CALL + " .live-responses-table", "duration must be one of 5, 8, but was 7");
        assertThat(page.consoleErrors()).singleElement().asString().contains("/v1/pixverse-text2video", "400");
    }

    @Test
    void job_submitted_showsItsStatesAndPlaysItsVideo(Sandbox sandbox) {
        sandbox.setQueueTime(Duration.ofSeconds(3));
        sandbox.setProcessingTime(Duration.ofSeconds(3));
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.click(SUBMIT + " .opblock-summary-control");
        page.click(SUBMIT + " .execute");

        page.awaitText("#jobs tr", "QUEUED");
        page.awaitText("#jobs tr", "PROCESSING");
        page.awaitText("#jobs tr", "COMPLETED");
        page.click("#jobs button");
        page.awaitPlaying("#player");
        assertThat(sandbox.jobs()).singleElement().matches(SandboxJob::downloaded);
        assertThat(page.consoleErrors()).isEmpty();
    }

    /** Chromium would send the request again, unseen and charged, if the connection were a reused one. */
    @Test
    void fault_set_breaksOneCall(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.click("#faults [name=operationId] option[value=textToVideo]");
        page.click("#faults [name=fault] option[value=EMPTY_RESPONSE]");
        page.click("#faults button");
        page.awaitText("#queued-faults", "textToVideo (1)");
        page.click(CALL + " .opblock-summary-control");
        page.click(CALL + " .execute");

        page.awaitText(CALL + " .live-responses-table", "Failed to fetch");
        page.awaitText("#journal tr", "EMPTY_RESPONSE");
        assertThat(sandbox.journal()).hasSize(1);
        assertThat(page.consoleErrors()).singleElement().asString().contains("/v1/pixverse-text2video");
    }

    @Test
    void settings_applied_changeTheSandbox(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.type("#settings [name=credits]", "2.5");
        page.type("#settings [name=latency]", "0.25");
        page.click("#settings button");
        page.awaitText("#message", "Applied.");

        assertThat(sandbox.credits()).isEqualByComparingTo("2.5");
        assertThat(sandbox.latency()).hasMillis(250);

        page.type("#settings [name=latency]", "3601");
        page.click("#settings button");
        page.awaitText("#message", "latency must be a number of 0 to 3600 seconds");
        page.type("#failures [name=error]", "Too dark");
        page.click("#failures button");
        page.awaitText("#message", "Failure set.");
        SandboxHttpClient.submit(sandbox);
        page.awaitText("#jobs tr", "Too dark");
        page.click("#clear-journal");
        page.awaitText("#message", "Journal cleared.");
        assertThat(sandbox.journal()).isEmpty();
        assertThat(page.consoleErrors()).singleElement().asString().contains("/_sandbox/settings", "400");
    }

    @Test
    void prompt_withMarkup_isShownAsText(Sandbox sandbox) {
        String markup = "<img src=x onerror=\"window.ran = true\"><b>bold</b>";
        JsonObject body = SandboxHttpClient.validBody(SandboxHttpClient.anyOperation());
        body.addProperty("prompt", markup);
        SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation(), body);
        sandbox.failNextJob(markup);
        SandboxHttpClient.submit(sandbox);

        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);

        page.awaitText("#journal", "<b>bold</b>");
        page.awaitText("#jobs", "<b>bold</b>");
        assertThat(page.isTrue("return !document.querySelector('#panel :is(img, b)') && !window.ran"))
                .isTrue();
        assertThat(page.consoleErrors()).isEmpty();
    }

    @Test
    void keyboard_alone_reachesEverythingWithAVisibleFocus(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.find(CALL);
        page.tabTo(".skip");
        page.tabTo(CALL + " .opblock-summary-control");
        page.press(Keys.ENTER);
        page.find(CALL + " textarea");
        page.tabTo(CALL + " textarea");
        page.tabTo(CALL + " .execute");
        page.press(Keys.ENTER);
        page.awaitPlaying(CALL + " .video-response video");
        page.tabTo("#clear-journal");
        page.press(Keys.ENTER);
        page.awaitText("#message", "Journal cleared.");
        page.tabTo("#faults button");
        page.tabTo("#settings [name=credits]");
        page.press(Keys.chord(Keys.CONTROL, "a"), "7", Keys.ENTER);
        page.awaitText("#message", "Applied.");
        assertThat(sandbox.credits()).isEqualByComparingTo("7");
    }

    @Test
    void narrowScreen_isUsableWithoutScrollingSideways(Sandbox sandbox) {
        page.open(sandbox.baseUrl(), NARROW, HEIGHT);
        page.click(CALL + " .opblock-summary-control");
        page.click(CALL + " .execute");
        page.awaitPlaying(CALL + " .video-response video");
        page.awaitText("#journal", "textToVideo");

        assertThat((long) page.script("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(NARROW);
        assertThat(page.isTrue(
                        "return arguments[0].getBoundingClientRect().right <= innerWidth",
                        page.find(CALL + " .video-response video")))
                .isTrue();
        assertThat(page.consoleErrors()).isEmpty();
        page.script("arguments[0].scrollIntoView({block: 'center'})", page.find(CALL + " .video-response"));
        page.saveScreenshot("sandbox-page-narrow.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void colours_haveTheContrastOfLevelAa(String scheme, Sandbox sandbox) {
        page.setColorScheme(scheme);
        SandboxHttpClient.submit(sandbox);
        page.open(sandbox.baseUrl(), WIDTH, HEIGHT);
        page.click(CALL + " .opblock-summary-control");
        page.click(CALL + " .execute");
        page.find(CALL + " .video-response");

        assertThat(page.isTrue("return document.documentElement.classList.contains('dark-mode')"))
                .isEqualTo(scheme.equals("dark"));
        assertThat((List<?>) page.script(LOW_CONTRASTS)).isEmpty();
    }
}
