package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a sandbox has received so far. Each looks at the journal as it is at that moment, so an
 * assertion on a call that is still under way has to be repeated until it holds.
 *
 * <p>Failures show the journal, without any key. An operation that the document does not have is refused with an
 * {@link IllegalArgumentException}, because a misspelt one would never be received.
 */
public class SandboxAssert extends AbstractAssert<SandboxAssert, Sandbox> {

    /** Begins an assertion on a sandbox. */
    public SandboxAssert(Sandbox actual) {
        super(actual, SandboxAssert.class);
    }

    /** That there was a request, whatever it was; what follows is about all requests. */
    public RequestsAssert received() {
        return requests().narrowed("", entry -> true);
    }

    /** That an operation was called, whatever was answered; what follows is about the calls of that operation. */
    public RequestsAssert received(String operationId) {
        Optional<String> operation = Optional.of(known(operationId));
        return requests()
                .narrowed(" for " + operationId, entry -> entry.operationId().equals(operation));
    }

    /** That an operation was not called. */
    public SandboxAssert neverReceived(String operationId) {
        Optional<String> operation = Optional.of(known(operationId));
        requests().none(" for " + operationId, entry -> entry.operationId().equals(operation));
        return this;
    }

    /** That there was no request at all. */
    public SandboxAssert receivedNothing() {
        requests().none("", entry -> true);
        return this;
    }

    /** That these operations were called in this order, and that there was no other request. */
    public SandboxAssert receivedExactly(String... operationIds) {
        List<Optional<String>> wanted = known(operationIds);
        if (!operations().equals(wanted)) {
            requests().fail("exactly " + String.join(", ", operationIds) + ", in this order", "Its journal:");
        }
        return this;
    }

    /** That these operations were called in this order, whatever was received before, between and after them. */
    public SandboxAssert receivedInOrder(String... operationIds) {
        Iterator<Optional<String>> wanted = known(operationIds).iterator();
        Optional<String> next = wanted.next();
        for (Optional<String> operation : operations()) {
            if (operation.equals(next)) {
                if (!wanted.hasNext()) {
                    return this;
                }
                next = wanted.next();
            }
        }
        requests().fail(String.join(", ", operationIds) + ", in this order", "Its journal:");
        return this;
    }

    /**
     * What the account holds.
     *
     * @param usd US dollars; 1.5 and 1.50 are the same
     */
    public SandboxAssert hasCredits(BigDecimal usd) {
        isNotNull();
        BigDecimal held = actual.credits();
        if (held.compareTo(SandboxOptions.credits(usd)) != 0) {
            throw failureWithActualExpected(
                    held, usd, "Expecting the sandbox's account to hold %s US dollars but it holds %s.", usd, held);
        }
        return this;
    }

    private RequestsAssert requests() {
        isNotNull();
        return new RequestsAssert(actual, actual.journal(), info);
    }

    private List<Optional<String>> operations() {
        isNotNull();
        return actual.journal().stream().map(JournalEntry::operationId).toList();
    }

    private String known(String operationId) {
        isNotNull();
        return SandboxOptions.oneOf("operationId", operationId, actual.operationIds());
    }

    private List<Optional<String>> known(String... operationIds) {
        SandboxOptions.require(operationIds.length > 0, "operationIds", "empty", "one or more");
        return Arrays.stream(operationIds).map(this::known).map(Optional::of).toList();
    }
}
