package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.WritableAssertionInfo;

/**
 * Assertions on a selection of the requests that a sandbox has received. Each {@code with} method asserts that at least
 * one selected request matches, and narrows the selection to the matching requests.
 * {@code received("textToVideo").withField("seed", 7).once()} asserts that exactly one call had this seed.
 */
public class RequestsAssert extends AbstractAssert<RequestsAssert, List<JournalEntry>> {

    private final Sandbox sandbox;
    private final List<JournalEntry> journal;
    private final String description;

    /** Selects all requests. */
    RequestsAssert(Sandbox sandbox, List<JournalEntry> journal, WritableAssertionInfo info) {
        this(sandbox, journal, journal, "", info);
    }

    private RequestsAssert(
            Sandbox sandbox,
            List<JournalEntry> journal,
            List<JournalEntry> requests,
            String description,
            WritableAssertionInfo other) {
        super(requests, RequestsAssert.class);
        this.sandbox = sandbox;
        this.journal = journal;
        this.description = description;
        info.description(other.description());
        info.overridingErrorMessage(other.overridingErrorMessage());
        info.useRepresentation(other.representation());
    }

    /**
     * Selects requests with this value in a field of the JSON body. Numbers compare by value: 5 equals 5.0.
     *
     * @param value a string, a number, a boolean or {@code null}; other objects are serialised with Gson
     */
    public RequestsAssert withField(String name, Object value) {
        JsonElement expected = ComparableJson.value(value);
        return filtered(
                " with " + name + " " + expected,
                entry -> expected.equals(ComparableJson.of(entry).get(name)));
    }

    /** Selects requests whose body is a JSON object without this field. */
    public RequestsAssert withoutField(String name) {
        return filtered(
                " without " + name,
                entry -> ComparableJson.find(entry)
                        .filter(body -> !body.has(name))
                        .isPresent());
    }

    /**
     * Selects requests whose body equals this JSON object; the order of fields is ignored.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public RequestsAssert withBody(String json) {
        JsonObject expected = ComparableJson.parse(json);
        return filtered(
                " with the body " + expected,
                entry -> ComparableJson.find(entry).filter(expected::equals).isPresent());
    }

    /**
     * Selects requests with this header value. The name is case-insensitive.
     *
     * @throws IllegalArgumentException for the API key header, whose value the journal redacts
     */
    public RequestsAssert withHeader(String name, String value) {
        SandboxOptions.require(
                !sandbox.keyHeader().equalsIgnoreCase(name),
                "header",
                "any but the API key header (use withAcceptedKey())",
                name);
        return filtered(
                " with " + name + ": " + value,
                entry -> values(entry, name).contains(value),
                " " + name + " of them: "
                        + actual.stream().map(entry -> values(entry, name)).toList() + ".");
    }

    /** Selects requests with the valid API key. */
    public RequestsAssert withAcceptedKey() {
        return filtered(" with the valid API key", JournalEntry::keyAccepted);
    }

    /** Selects requests with this status code in the response. */
    public RequestsAssert withStatus(int status) {
        OptionalInt expected = OptionalInt.of(SandboxOptions.status(status));
        return filtered(" with status " + status, entry -> entry.status().equals(expected));
    }

    /** Selects requests whose response was broken by this fault. */
    public RequestsAssert withFault(Fault fault) {
        Optional<Fault> expected = Optional.of(fault);
        return filtered(" broken by " + fault, entry -> entry.fault().equals(expected));
    }

    /**
     * Selects requests by a predicate.
     *
     * @param description follows "a request" in messages, such as {@code "with a long prompt"}
     */
    public RequestsAssert matching(String description, Predicate<JournalEntry> condition) {
        return filtered(" " + description, condition);
    }

    /** Asserts that exactly one request is selected. */
    public RequestsAssert once() {
        return times(1);
    }

    /**
     * Asserts that exactly this number of requests is selected.
     *
     * @param number 1 or more; for none use {@link SandboxAssert#neverReceived(String)}
     */
    public RequestsAssert times(int number) {
        return counted(actual.size() == positive(number), "exactly " + number);
    }

    /**
     * Asserts that at least this number of requests is selected.
     *
     * @param number 1 or more
     */
    public RequestsAssert atLeast(int number) {
        return counted(actual.size() >= positive(number), "at least " + number);
    }

    /**
     * Asserts that at most this number of requests is selected.
     *
     * @param number 1 or more
     */
    public RequestsAssert atMost(int number) {
        return counted(actual.size() <= positive(number), "at most " + number);
    }

    /** Asserts that all received requests are selected. */
    public RequestsAssert nothingElse() {
        if (actual.size() != journal.size()) {
            fail("nothing but requests" + description, "Unexpected: those not marked in its journal:");
        }
        return this;
    }

    /** Starts an AssertJ list assertion on the selected requests, oldest first. */
    public ListAssert<JournalEntry> entries() {
        return Assertions.assertThat(actual);
    }

    RequestsAssert filtered(String condition, Predicate<JournalEntry> predicate) {
        return filtered(condition, predicate, "");
    }

    /** @param detail added to the failure message */
    private RequestsAssert filtered(String condition, Predicate<JournalEntry> predicate, String detail) {
        List<JournalEntry> matching = actual.stream().filter(predicate).toList();
        if (matching.isEmpty()) {
            fail(
                    "a request" + description + condition,
                    description.isEmpty() ? "Its journal:" : "None of those marked in its journal is one." + detail);
        }
        return new RequestsAssert(sandbox, journal, matching, description + condition, info);
    }

    void none(String condition, Predicate<JournalEntry> predicate) {
        List<JournalEntry> matching = actual.stream().filter(predicate).toList();
        if (!matching.isEmpty()) {
            new RequestsAssert(sandbox, journal, matching, condition, info)
                    .fail("no request" + condition, "Marked in its journal:");
        }
    }

    void fail(String expected, String found) {
        List<JournalEntry> marked = description.isEmpty() ? List.of() : actual;
        failWithMessage(
                "%s",
                JournalFormatter.redact(
                        sandbox.apiKey(),
                        "Expecting the sandbox to have received " + expected + ".\n" + found + "\n"
                                + JournalFormatter.of(journal, marked, sandbox.apiKey())));
    }

    private RequestsAssert counted(boolean holds, String number) {
        if (!holds) {
            fail(number + " of: a request" + description, "Marked in its journal are " + actual.size() + ":");
        }
        return this;
    }

    private static List<String> values(JournalEntry entry, String header) {
        return entry.headers().getOrDefault(header, List.of());
    }

    private static int positive(int number) {
        SandboxOptions.require(number >= 1, "number", "1 or more", number);
        return number;
    }
}
