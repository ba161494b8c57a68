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
import okio.ByteString;

/** Finds the answer to each request, prepared or not, and writes it into the journal before it is sent. */
final class SandboxDispatcher extends Dispatcher {

    private static final MockResponse BODY_UNREAD =
            new MockResponse.Builder().doNotReadRequestBody().build();

    private final ApiDocument document;
    private final AnswerQueue prepared;
    private final PaidCalls paidCalls;
    private final CreditCheck creditCheck;
    private final KeyCheck keyCheck;
    private final Journal journal;
    private final Clock clock;
    private final MockWebServer server;

    SandboxDispatcher(
            ApiDocument document,
            AnswerQueue prepared,
            PaidCalls paidCalls,
            CreditCheck creditCheck,
            KeyCheck keyCheck,
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

    /** Asked before a request's body is read. */
    @Override
    public MockResponse peek() {
        return SandboxConnection.currentRequestIsBodiless() ? BODY_UNREAD : super.peek();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        forgetRequests();
        Answer answer;
        try {
            answer = answer(request);
        } catch (RuntimeException e) {
            // The server would leave the caller waiting for ever.
            answer = Refusals.sandboxFailed(e);
        }
        if (leavesBodyUnread(request)) {
            // What is left of this request would be taken for the beginning of the next one.
            answer = answer.withHeader("Connection", "close");
        }
        boolean withBody = !request.getMethod().equals("HEAD");
        return AnswerWriter.write(answer, withBody, SandboxConnection.current());
    }

    private static boolean leavesBodyUnread(RecordedRequest request) {
        return SandboxConnection.currentRequestIsBodiless()
                && (request.getHeaders().get("Content-Length") != null
                        || request.getHeaders().get("Transfer-Encoding") != null);
    }

    /** The server keeps every request until it is asked for; the journal does that better, and within bounds. */
    private void forgetRequests() throws InterruptedException {
        while (server.takeRequest(0, TimeUnit.NANOSECONDS) != null) {
            // Taking it is all there is to do.
        }
    }

    private Answer answer(RecordedRequest request) {
        Instant time = clock.instant();
        String path = request.getUrl().encodedPath();
        Optional<ApiOperation> atPath = document.operation(path);
        Optional<ApiOperation> called =
                atPath.filter(operation -> operation.method().equals(request.getMethod()));
        Answer answer = prepared.next(called).orElseGet(() -> {
            if (atPath.isPresent()) {
                return paidCalls.answer(atPath.get(), request, time);
            }
            return path.equals(CreditCheck.PATH) ? creditCheck.answer(request) : Refusals.unknownPath(path);
        });
        journal.add(entry(time, request, called, answer));
        return answer;
    }

    private JournalEntry entry(
            Instant time, RecordedRequest request, Optional<ApiOperation> called, Answer answer) {
        ByteString body = request.getBody();
        return new JournalEntry(
                time,
                request.getMethod(),
                request.getTarget(),
                keyCheck.redacted(request.getHeaders()),
                keyCheck.accepts(request.getHeaders()),
                body == null ? new byte[0] : body.toByteArray(),
                called.map(ApiOperation::operationId),
                answer.fault().map(Fault::sendsStatus).orElse(true)
                        ? OptionalInt.of(answer.status())
                        : OptionalInt.empty(),
                answer.fault());
    }
}
