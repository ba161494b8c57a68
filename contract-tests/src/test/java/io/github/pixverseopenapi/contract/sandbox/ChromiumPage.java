package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/** A headless Chromium that reaches this machine only. */
final class ChromiumPage implements AutoCloseable {

    /** Chromium on a loaded machine of CI takes seconds to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Swagger UI has several buttons for each operation. */
    private static final int MAX_TABS = 300;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private ChromiumPage(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts Chromium. Aborts the test if it is missing; fails it in CI. */
    static ChromiumPage start() {
        Optional<File> chromium = executable("chromium", "chromium-browser", "google-chrome");
        Optional<File> chromedriver = executable("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String reason = "The page of the sandbox is not tested in a browser: chromium or chromedriver is missing";
            System.out.println(reason);
            if ("true".equals(System.getenv("CI"))) {
                fail(reason + ", and CI must not skip it");
            }
            abort(reason);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow());
        options.addArguments(
                "--headless=new",
                // Chromium refuses to run as root otherwise.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--mute-audio",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        // Otherwise Selenium looks for a driver on the internet.
        System.setProperty("webdriver.chrome.driver", chromedriver.orElseThrow().getPath());
        return new ChromiumPage(new ChromeDriver(options));
    }

    private static Optional<File> executable(String... commands) {
        return Arrays.stream(commands)
                .flatMap(command -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> new File(folder, command)))
                .filter(File::canExecute)
                .findFirst();
    }

    void open(String url, int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.get("about:blank");
        // Discards what belongs to earlier pages.
        List<String> unusedErrors = consoleErrors();
        List<String> unusedUrls = requestedUrls();
        driver.get(url);
    }

    void setColorScheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(String selector) {
        return await(
                "element " + selector,
                () -> driver.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst());
    }

    void awaitText(String selector, String text) {
        Object unused = await(
                "text " + text + " in " + selector,
                () -> Optional.of(find(selector).getText()).filter(found -> found.contains(text)));
    }

    private static <T> T await(String what, Supplier<Optional<T>> condition) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(condition::get, Optional::isPresent)
                .orElseThrow();
    }

    void click(String selector) {
        find(selector).click();
    }

    /** Replaces the text of a field as a person does; again if the page fills in its own text meanwhile. */
    void type(String selector, String text) {
        Object unused = await("text in " + selector, () -> {
            WebElement field = find(selector);
            field.clear();
            field.sendKeys(text);
            return Optional.of(text)
                    .filter(typed -> isTrue("return arguments[0].value === arguments[1]", field, typed));
        });
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses the tab key until the element of a selector has the focus, and requires that each focus is visible. */
    void tabTo(String selector) {
        for (int presses = 0; presses < MAX_TABS; presses++) {
            press(Keys.TAB);
            if (!isTrue("return parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2"
                    + " && getComputedStyle(document.activeElement).outlineStyle !== 'none'")) {
                fail("no visible focus on " + script("return document.activeElement.outerHTML.slice(0, 300)"));
            }
            if (isTrue("return document.activeElement.matches(arguments[0])", selector)) {
                return;
            }
        }
        fail("the tab key does not reach " + selector);
    }

    /** Requires that a video plays, without a further click. */
    void awaitPlaying(String selector) {
        WebElement video = find(selector);
        Object unused = await(
                "playing video",
                () -> Optional.of(video)
                        .filter(playing -> isTrue(
                                "return arguments[0].currentTime > 0.3 && arguments[0].videoWidth > 0", playing)));
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    boolean isTrue(String script, Object... arguments) {
        return Boolean.TRUE.equals(script(script, arguments));
    }

    /** The errors since the last call, such as exceptions and violations of the Content-Security-Policy. */
    List<String> consoleErrors() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that Chromium has requested for the page since the last call. */
    List<String> requestedUrls() {
        return StreamSupport.stream(driver.manage().logs().get("performance").spliterator(), false)
                .map(entry -> JsonParser.parseString(entry.getMessage())
                        .getAsJsonObject()
                        .getAsJsonObject("message"))
                .filter(message -> message.get("method").getAsString().equals("Network.requestWillBeSent"))
                .map(message -> message.getAsJsonObject("params").getAsJsonObject("request"))
                .map((JsonObject request) -> request.get("url").getAsString())
                .toList();
    }

    void saveScreenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
