package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
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
    private final VideoHandler videoHandler;
    private final CreditsHandler creditsHandler;
    private final ApiKeyAuthenticator authenticator;
    private final Journal journal;
    private final Clock clock;
    private final MockWebServer server;

    SandboxDispatcher(
            ApiDocument document,
            StubQueue stubs,
            VideoHandler videoHandler,
            CreditsHandler creditsHandler,
            ApiKeyAuthenticator authenticator,
            Journal journal,
            Clock clock,
            MockWebServer server) {
        this.document = document;
        this.stubs = stubs;
        this.videoHandler = videoHandler;
        this.creditsHandler = creditsHandler;
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
        Instant time = clock.instant();
        Optional<ApiOperation> atPath = document.operation(request.path());
        Optional<ApiOperation> called =
                atPath.filter(operation -> operation.method().equals(request.method()));
        StubResponse response = request.problem()
                .map(ErrorResponses::malformed)
                .or(() -> stubs.next(called))
                .orElseGet(() -> defaultResponse(request, atPath, time));
        journal.add(entry(time, request, called, response));
        return response;
    }

    private StubResponse defaultResponse(ParsedRequest request, Optional<ApiOperation> atPath, Instant time) {
        if (atPath.isPresent()) {
            return videoHandler.handle(atPath.get(), request, time);
        }
        return request.path().equals(ServiceFacts.CREDITS_PATH)
                ? creditsHandler.handle(request)
                : ErrorResponses.unknownPath(request.path());
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
