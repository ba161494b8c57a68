package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Finds the answer to each request, prepared or not, and writes it into the journal before it is sent. */
final class SandboxDispatcher extends Dispatcher {

    private final ApiDocument document;
    private final StubQueue prepared;
    private final VideoHandler paidCalls;
    private final CreditsHandler creditCheck;
    private final ApiKeyAuthenticator keyCheck;
    private final Journal journal;
    private final Clock clock;
    private final MockWebServer server;

    SandboxDispatcher(
            ApiDocument document,
            StubQueue prepared,
            VideoHandler paidCalls,
            CreditsHandler creditCheck,
            ApiKeyAuthenticator keyCheck,
            Journal journal,
            Clock clock,
            MockWebServer server) {
        this.document = document;
        this.prepared = prepared;
        this.paidCalls = paidCalls;
        this.creditCheck = creditCheck;
        this.keyCheck = keyCheck;
        this.journal = journal;
        this.clock = clock;
        this.server = server;
    }

    /** Asked again and again while there are callers. */
    @Override
    public MockResponse peek() {
        forgetRequests();
        return super.peek();
    }

    /** The server keeps every request until it is asked for; the journal does that better, and within bounds. */
    private void forgetRequests() {
        try {
            while (server.takeRequest(0, TimeUnit.NANOSECONDS) != null) {
                // Taking it is all there is to do.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest standIn) {
        SandboxConnection connection = SandboxConnection.current();
        ParsedRequest request = connection.request();
        StubResponse answer;
        try {
            answer = answer(request);
        } catch (RuntimeException | AssertionError e) {
            // The server would leave the caller waiting for ever. A listener's assertion may fail, too.
            answer = ErrorResponses.sandboxFailed(e);
        }
        boolean withBody = !request.method().equals("HEAD");
        return ResponseWriter.write(answer, withBody, connection);
    }

    private StubResponse answer(ParsedRequest request) {
        Instant time = clock.instant();
        Optional<ApiOperation> atPath = document.operation(request.path());
        Optional<ApiOperation> called =
                atPath.filter(operation -> operation.method().equals(request.method()));
        StubResponse answer = request.problem()
                .map(ErrorResponses::malformed)
                .or(() -> prepared.next(called))
                .orElseGet(() -> regularAnswer(request, atPath, time));
        journal.add(entry(time, request, called, answer));
        return answer;
    }

    private StubResponse regularAnswer(ParsedRequest request, Optional<ApiOperation> atPath, Instant time) {
        if (atPath.isPresent()) {
            return paidCalls.answer(atPath.get(), request, time);
        }
        return request.path().equals(CreditsHandler.PATH)
                ? creditCheck.answer(request)
                : ErrorResponses.unknownPath(request.path());
    }

    private JournalEntry entry(
            Instant time, ParsedRequest request, Optional<ApiOperation> called, StubResponse answer) {
        return new JournalEntry(
                time,
                request.method(),
                request.head().target(),
                keyCheck.redacted(request.headers()),
                keyCheck.accepts(request.headers()),
                request.freshConnection(),
                request.body(),
                called.map(ApiOperation::operationId),
                answer.fault().map(Fault::sendsStatus).orElse(true)
                        ? OptionalInt.of(answer.status())
                        : OptionalInt.empty(),
                answer.fault());
    }
}
