package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Records single calls of one sandbox into a folder. */
final class RecordedCalls implements AutoCloseable {

    static final ApiDocument DOCUMENT = FiveOperations.DOCUMENT;
    static final ApiOperation OPERATION = DOCUMENT.videoOperations().get(0);
    static final Instant DATE = Instant.parse("2027-03-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(DATE, ZoneOffset.UTC);
    static final String KEY = "secret-of-this-test";

    final Sandbox sandbox = Sandbox.builder().apiKey(KEY).clock(CLOCK).start();
    final RecordingFolder folder;
    private final Path root;
    private final Budget budget;

    RecordedCalls(Path root, String budget) {
        this.root = root;
        this.folder = new RecordingFolder(root.resolve("recordings"));
        this.budget = new Budget(new BigDecimal(budget));
    }

    /** A session whose key is that of an environment. */
    static RecordSession session(Map<String, String> environment, Consumer<String> out) {
        return new RecordSession(DOCUMENT, () -> ServiceApiKey.fromDefaultVariable(environment), CLOCK, out);
    }

    Recording call(Scenario scenario) {
        RecordedRequests requests = new RecordedRequests(DOCUMENT, Optional.empty(), Optional.empty());
        BigDecimal price = scenario.isCounted() ? new PriceList(DOCUMENT).of(OPERATION) : BigDecimal.ZERO;
        return new RecordRun(
                        DOCUMENT,
                        new LiveProvider(sandbox.baseUrl(), KEY),
                        folder,
                        root.resolve("videos"),
                        budget,
                        CLOCK)
                .record(new PlannedCall(OPERATION, scenario, requests.json(OPERATION, scenario), price));
    }

    Recording recordResponse(StubResponse response) {
        sandbox.respondWith(response);
        return call(Scenario.BAD_REQUEST);
    }

    String file(Scenario scenario) {
        try {
            return Files.readString(folder.file(OPERATION.operationId(), scenario));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> recordings() {
        return files("recordings");
    }

    List<Path> videos() {
        return files("videos");
    }

    private List<Path> files(String name) {
        if (Files.notExists(root.resolve(name))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve(name))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
