package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the requests that a sandbox has received. Each assertion reads the journal once. To assert on a call
 * that is still running, repeat the assertion until it holds.
 *
 * <p>Failure messages contain the journal with API keys redacted. An operationId that the document does not define is
 * rejected with an {@link IllegalArgumentException}, because a misspelt operation is never received.
 */
public class SandboxAssert extends AbstractAssert<SandboxAssert, Sandbox> {

    /** Starts an assertion on a sandbox. */
    public SandboxAssert(Sandbox actual) {
        super(actual, SandboxAssert.class);
    }

    /** Asserts that at least one request was received, and selects all requests. */
    public RequestsAssert received() {
        return requests().filtered("", entry -> true);
    }

    /** Asserts that an operation was called at least once, and selects its calls. */
    public RequestsAssert received(String operationId) {
        Optional<String> operation = Optional.of(known(operationId));
        return requests()
                .filtered(" for " + operationId, entry -> entry.operationId().equals(operation));
    }

    /** Asserts that an operation was not called. */
    public SandboxAssert neverReceived(String operationId) {
        Optional<String> operation = Optional.of(known(operationId));
        requests().none(" for " + operationId, entry -> entry.operationId().equals(operation));
        return this;
    }

    /** Asserts that no request was received. */
    public SandboxAssert receivedNothing() {
        requests().none("", entry -> true);
        return this;
    }

    /** Asserts that exactly these operations were called in this order, without any other request. */
    public SandboxAssert receivedExactly(String... operationIds) {
        List<Optional<String>> expected = known(operationIds);
        if (!operations().equals(expected)) {
            requests().fail("exactly " + String.join(", ", operationIds) + ", in this order", "Its journal:");
        }
        return this;
    }

    /** Asserts that these operations were called in this order; ignores other requests. */
    public SandboxAssert receivedInOrder(String... operationIds) {
        Iterator<Optional<String>> expected = known(operationIds).iterator();
        Optional<String> next = expected.next();
        for (Optional<String> operation : operations()) {
            if (operation.equals(next)) {
                if (!expected.hasNext()) {
                    return this;
                }
                next = expected.next();
            }
        }
        requests().fail(String.join(", ", operationIds) + ", in this order", "Its journal:");
        return this;
    }

    /** Asserts that no request for a file carried an API key, valid or not: file addresses are public. */
    public SandboxAssert neverReceivedAKeyForAFile() {
        isNotNull();
        String header = actual.keyHeader();
        requests()
                .none(
                        " for a file with an API key",
                        entry -> FileHandler.handles(entry.path())
                                && entry.header(header).isPresent());
        return this;
    }

    /**
     * Asserts the balance of the account.
     *
     * @param usd US dollars; 1.5 equals 1.50
     */
    public SandboxAssert hasCredits(BigDecimal usd) {
        isNotNull();
        BigDecimal balance = actual.credits();
        if (balance.compareTo(SandboxOptions.credits(usd)) != 0) {
            throw failureWithActualExpected(
                    balance,
                    usd,
                    "Expecting the balance of the sandbox to be %s US dollars, but was %s.",
                    usd,
                    balance);
        }
        return this;
    }

    /** Asserts that a job of this id was submitted, and selects it. */
    public JobAssert job(String id) {
        isNotNull();
        List<SandboxJob> jobs = actual.jobs();
        return jobs.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .map(job -> new JobAssert(job, info))
                .orElseThrow(() -> failure("Expecting the sandbox to have a job %s, but its jobs were %s.", id, jobs));
    }

    /** Asserts that exactly this number of jobs was submitted. */
    public SandboxAssert hasJobs(int number) {
        isNotNull();
        List<SandboxJob> jobs = actual.jobs();
        if (jobs.size() != number) {
            throw failure("Expecting the sandbox to have %s jobs, but its jobs were %s.", number, jobs);
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
        SandboxOptions.require(operationIds.length > 0, "operationIds", "one or more", "empty");
        return Arrays.stream(operationIds).map(this::known).map(Optional::of).toList();
    }
}
