package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Selects the response to each request and adds the request to the journal before the response is sent. */
final class SandboxDispatcher extends Dispatcher {

    private final ApiDocument document;
    private final StubQueue stubs;
    private final ResponseChanges changes;
    private final OperationRouter router;
    private final FileHandler fileHandler;
    private final BrowserFilter browserFilter;
    private final GenerationStore store;
    private final ApiKeyAuthenticator authenticator;
    private final Journal journal;
    private final Clock clock;
    private final MockWebServer server;

    SandboxDispatcher(
            ApiDocument document,
            StubQueue stubs,
            ResponseChanges changes,
            OperationRouter router,
            FileHandler fileHandler,
            BrowserFilter browserFilter,
            GenerationStore store,
            ApiKeyAuthenticator authenticator,
            Journal journal,
            Clock clock,
            MockWebServer server) {
        this.document = document;
        this.stubs = stubs;
        this.changes = changes;
        this.router = router;
        this.fileHandler = fileHandler;
        this.browserFilter = browserFilter;
        this.store = store;
        this.authenticator = authenticator;
        this.journal = journal;
        this.clock = clock;
        this.server = server;
    }

    /** MockWebServer calls this before each request. */
    @Override
    public MockResponse peek() {
        discardRequests();
        return super.peek();
    }

    /** Drains the request queue of MockWebServer, which is unbounded; the journal keeps the requests. */
    private void discardRequests() {
        try {
            while (server.takeRequest(0, TimeUnit.NANOSECONDS) != null) {
                // Discards the request.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest placeholder) {
        SandboxConnection connection = SandboxConnection.current();
        ParsedRequest request = connection.request();
        StubResponse response;
        try {
            response = respond(request);
        } catch (RuntimeException | AssertionError e) {
            // Otherwise MockWebServer sends no response at all. A listener may throw an AssertionError.
            response = ErrorResponses.sandboxFailed(e);
        }
        boolean withBody = !request.method().equals("HEAD");
        return ResponseWriter.write(response, withBody, connection);
    }

    private StubResponse respond(ParsedRequest request) {
        Optional<ApiOperation> atPath = document.operation(request.path());
        Optional<StubResponse> rejected =
                request.problem().map(ErrorResponses::malformed).or(() -> browserFilter.reject(request));
        Optional<StubResponse> unrecorded =
                rejected.isPresent() ? Optional.empty() : browserFilter.handle(request, atPath);
        return unrecorded.orElseGet(() -> record(request, atPath, rejected));
    }

    /** Responds to a request and adds it to the journal. */
    private StubResponse record(ParsedRequest request, Optional<ApiOperation> atPath, Optional<StubResponse> rejected) {
        Instant time = clock.instant();
        Optional<ApiOperation> called =
                atPath.filter(operation -> operation.method().equals(request.method()));
        StubResponse response = rejected.orElseGet(() -> browserFilter.withHeaders(
                stubs.next(called).orElseGet(() -> defaultResponse(request, atPath, time)), request));
        journal.add(new JournalRow(
                entry(time, request, called, response),
                Optional.ofNullable(response.wireHeaders().get(ReportedCost.HEADER)),
                store.balance(time)));
        return response;
    }

    /** A HEAD request to a file has no body to cut, so it uses no change. */
    private StubResponse defaultResponse(ParsedRequest request, Optional<ApiOperation> atPath, Instant time) {
        if (atPath.isPresent()) {
            ApiOperation operation = atPath.get();
            StubResponse response = router.handle(operation, request, time);
            return operation.method().equals(request.method())
                    ? changes.apply(operation.operationId(), response)
                    : response;
        }
        if (FileHandler.handles(request.path())) {
            StubResponse response = fileHandler.handle(request, time);
            return request.method().equals("GET") ? changes.applyToDownload(response) : response;
        }
        return ErrorResponses.unknownPath(request.path());
    }

    private JournalEntry entry(
            Instant time, ParsedRequest request, Optional<ApiOperation> called, StubResponse response) {
        return new JournalEntry(
                time,
                request.method(),
                request.head().target(),
                authenticator.redacted(request.headers()),
                authenticator.accepts(request.headers()),
                request.freshConnection(),
                request.body(),
                called.map(ApiOperation::operationId),
                response.fault().map(Fault::sendsStatus).orElse(true)
                        ? OptionalInt.of(response.status())
                        : OptionalInt.empty(),
                response.fault());
    }
}
