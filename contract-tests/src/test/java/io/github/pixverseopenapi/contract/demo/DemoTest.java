package io.github.pixverseopenapi.contract.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private final ApiDocument document = ApiDocument.load();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path folder;

    private String run(boolean terminal) {
        properties.putIfAbsent(DemoOptions.OUTPUT, folder.resolve("videos").toString());
        new Demo(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal)
                .run(DemoOptions.read(properties::get, environment));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void live() {
        properties.put(DemoOptions.LIVE, "true");
        properties.put(DemoOptions.IMAGE_URL, "https://example.com/a.png");
        properties.put(DemoOptions.VIDEO_URL, "https://example.com/a.mp4");
        environment.put(ServiceFacts.API_KEY_VARIABLE, "a-key-that-is-never-sent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void demo_withoutAnAccount_savesFiveVideosAndReportsEach(boolean terminal) throws IOException {
        String output = run(terminal);
        assertThat(output)
                .contains("Nothing was billed")
                .contains(": submitted by another process, which was killed")
                .contains(": its video was fetched by its id and saved as job.mp4")
                .doesNotContain("Exception");
        assertThat(folder.resolve("videos/job.mp4")).isNotEmptyFile();
        for (Operation operation : OperationInvoker.videoOperations()) {
            Path file = folder.resolve("videos").resolve(operation.id() + ".mp4");
            String size = String.format(java.util.Locale.ROOT, "%,d", Files.size(file));
            assertThat(output.lines())
                    .anySatisfy(row -> assertThat(row)
                            .startsWith(operation.path())
                            .contains(
                                    size,
                                    Prices.range(operation),
                                    file.getFileName().toString()));
        }
        assertThat(output.lines().filter(line -> line.startsWith("/v1/") || line.startsWith("endpoint")))
                .hasSize(OperationInvoker.videoOperations().size() + 1)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(output).contains("typically about 44 s").containsPattern("saved ([0-9,]+) of \\1 bytes");
    }

    @Test
    void demo_unwritableFolder_isReportedFirst() throws IOException {
        properties.put(
                DemoOptions.OUTPUT, Files.createFile(folder.resolve("file")).toString());
        assertThatThrownBy(() -> run(false))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith(
                        "pixverse.demo.output must be a writable folder, but was " + folder.resolve("file"));
        assertThat(printed.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pixverse.live,   maybe,  'pixverse.live must be true or false, but was maybe'",
        "pixverse.budget, a lot,  '-Dpixverse.budget must be an amount in US dollars, such as 20 or 0.50, but was ''a lot'''",
        "pixverse.budget, -1,     '-Dpixverse.budget must be an amount in US dollars, such as 20 or 0.50, but was ''-1'''"
    })
    void demo_withAnOptionThatIsNotAllowed_namesIt(String option, String value, String message) {
        properties.put(option, value);
        assertThatThrownBy(() -> run(false)).isInstanceOf(DemoException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {ServiceFacts.API_KEY_VARIABLE, DemoOptions.IMAGE_URL, DemoOptions.VIDEO_URL})
    void demo_liveWithoutRequiredOptions_reportsThem(String missing) {
        live();
        properties.remove(missing);
        environment.remove(missing);
        assertThatThrownBy(() -> run(false))
                .isInstanceOf(DemoException.class)
                .hasMessageEndingWith(" must be set for a live run, but was not set")
                .hasMessageContaining(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "0", "a cent too little"})
    void demo_liveWithTooSmallABudget_printsThePricesAndSendsNothing(String budget) {
        PriceList prices = new PriceList(document);
        BigDecimal max = document.videoOperations().stream().map(prices::of).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal min = document.videoOperations().stream()
                .flatMap(operation -> operation.lowestPrice().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        live();
        if (!budget.equals("none")) {
            BigDecimal tooLittle = budget.equals("0") ? BigDecimal.ZERO : max.subtract(new BigDecimal("0.01"));
            properties.put(DemoOptions.BUDGET, tooLittle.toPlainString());
        }

        assertThatThrownBy(() -> run(false))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("must be at least " + max + " (US dollars) for a live run, but was ")
                .hasMessageEndingWith(". Nothing was sent");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("/v1/pixverse-text2video  $0.375 to $1.00")
                .contains("/v1/pixverse-v6  $0.044 to $2.16")
                .contains("/v1/pixverse-5-extend  not published, counted as $"
                        + prices.of(document.operation("/v1/pixverse-5-extend").orElseThrow()))
                .contains("total $" + min + " to $" + max)
                .doesNotContain("a-key-that-is-never-sent");
    }

    @Test
    void calls_ofTheDemo_areOneForEachOperationAndTwoAtOnce() {
        assertThat(DemoCall.all(document, "https://example.com/a.png", "https://example.com/a.mp4"))
                .extracting(DemoCall::operation)
                .containsExactlyInAnyOrderElementsOf(OperationInvoker.videoOperations());
        assertThat(DemoCall.all(document, "https://example.com/a.png", "https://example.com/a.mp4").stream()
                        .filter(DemoCall::isAsync))
                .hasSize(2);
    }

    @Test
    void liveCalls_ofEveryOperation_haveAPrice() {
        assertThat(document.videoOperations())
                .extracting(new PriceList(document)::of)
                .allMatch(price -> price.signum() > 0);
    }
}
