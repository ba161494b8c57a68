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
 * Assertions on some of the requests that a sandbox has received. Each {@code with} asserts that at least one of them
 * is such a request, and what follows is about those that are; so
 * {@code received("textToVideo").withField("seed", 7).once()} says that one call had that seed, whatever others had.
 */
public class RequestsAssert extends AbstractAssert<RequestsAssert, List<JournalEntry>> {

    private final Sandbox sandbox;
    private final List<JournalEntry> journal;
    private final String kind;

    /** About all requests; neither failing nor saying anything yet. */
    RequestsAssert(Sandbox sandbox, List<JournalEntry> journal, WritableAssertionInfo info) {
        this(sandbox, journal, journal, "", info);
    }

    private RequestsAssert(
            Sandbox sandbox,
            List<JournalEntry> journal,
            List<JournalEntry> requests,
            String kind,
            WritableAssertionInfo other) {
        super(requests, RequestsAssert.class);
        this.sandbox = sandbox;
        this.journal = journal;
        this.kind = kind;
        info.description(other.description());
        info.overridingErrorMessage(other.overridingErrorMessage());
        info.useRepresentation(other.representation());
    }

    /**
     * A field of the JSON body. Numbers are equal when their values are: 5 and 5.0.
     *
     * @param value a text, a number, a boolean or {@code null}; other things as Gson writes them
     */
    public RequestsAssert withField(String name, Object value) {
        JsonElement wanted = ComparableJson.value(value);
        return narrowed(
                " with " + name + " " + wanted,
                entry -> wanted.equals(ComparableJson.of(entry).get(name)));
    }

    /** A JSON object that lacks a field. */
    public RequestsAssert withoutField(String name) {
        return narrowed(
                " without " + name,
                entry -> ComparableJson.find(entry)
                        .filter(body -> !body.has(name))
                        .isPresent());
    }

    /**
     * A body that is this JSON object, whatever the order of its fields.
     *
     * @throws IllegalArgumentException when the text is no JSON object
     */
    public RequestsAssert withBody(String json) {
        JsonObject wanted = ComparableJson.parse(json);
        return narrowed(
                " with the body " + wanted,
                entry -> ComparableJson.find(entry).filter(wanted::equals).isPresent());
    }

    /**
     * A header, by its name in any case; one of its values must be this.
     *
     * @throws IllegalArgumentException for the key's header, whose value no journal holds
     */
    public RequestsAssert withHeader(String name, String value) {
        SandboxOptions.require(
                !sandbox.keyHeader().equalsIgnoreCase(name),
                "header",
                name,
                "any but the key's; use withAcceptedKey()");
        return narrowed(
                " with " + name + ": " + value,
                entry -> values(entry, name).contains(value),
                " " + name + " in them: "
                        + actual.stream().map(entry -> values(entry, name)).toList() + ".");
    }

    /** The right key. */
    public RequestsAssert withAcceptedKey() {
        return narrowed(" with the right key", JournalEntry::keyAccepted);
    }

    /** The status that was answered. */
    public RequestsAssert withStatus(int status) {
        OptionalInt wanted = OptionalInt.of(SandboxOptions.status(status));
        return narrowed(" answered with " + status, entry -> entry.status().equals(wanted));
    }

    /** The fault that broke the answer. */
    public RequestsAssert withFault(Fault fault) {
        Optional<Fault> wanted = Optional.of(fault);
        return narrowed(" broken by " + fault, entry -> entry.fault().equals(wanted));
    }

    /**
     * Anything else.
     *
     * @param description follows "a request" in messages, such as {@code "with a long prompt"}
     */
    public RequestsAssert matching(String description, Predicate<JournalEntry> condition) {
        return narrowed(" " + description, condition);
    }

    /** Exactly one. */
    public RequestsAssert once() {
        return times(1);
    }

    /**
     * Exactly so many.
     *
     * @param number 1 or more; for none there is {@link SandboxAssert#neverReceived(String)}
     */
    public RequestsAssert times(int number) {
        return counted(actual.size() == positive(number), "exactly " + number);
    }

    /**
     * So many or more.
     *
     * @param number 1 or more
     */
    public RequestsAssert atLeast(int number) {
        return counted(actual.size() >= positive(number), "at least " + number);
    }

    /**
     * So many or fewer.
     *
     * @param number 1 or more
     */
    public RequestsAssert atMost(int number) {
        return counted(actual.size() <= positive(number), "at most " + number);
    }

    /** That the sandbox has received no request but these. */
    public RequestsAssert nothingElse() {
        if (actual.size() != journal.size()) {
            fail("nothing but requests" + kind, "There are others than those marked in its journal:");
        }
        return this;
    }

    /** The requests themselves, oldest first, for all that AssertJ says about lists. */
    public ListAssert<JournalEntry> entries() {
        return Assertions.assertThat(actual);
    }

    RequestsAssert narrowed(String condition, Predicate<JournalEntry> predicate) {
        return narrowed(condition, predicate, "");
    }

    /** @param unseen what matters here and the journal's lines do not show */
    private RequestsAssert narrowed(String condition, Predicate<JournalEntry> predicate, String unseen) {
        List<JournalEntry> such = actual.stream().filter(predicate).toList();
        if (such.isEmpty()) {
            fail(
                    "a request" + kind + condition,
                    kind.isEmpty() ? "Its journal:" : "None of those marked in its journal is one." + unseen);
        }
        return new RequestsAssert(sandbox, journal, such, kind + condition, info);
    }

    void none(String condition, Predicate<JournalEntry> predicate) {
        List<JournalEntry> such = actual.stream().filter(predicate).toList();
        if (!such.isEmpty()) {
            new RequestsAssert(sandbox, journal, such, condition, info)
                    .fail("no request" + condition, "Marked in its journal:");
        }
    }

    void fail(String wanted, String found) {
        List<JournalEntry> marked = kind.isEmpty() ? List.of() : actual;
        failWithMessage(
                "%s",
                JournalFormatter.withoutKey(
                        sandbox.apiKey(),
                        "Expecting the sandbox to have received " + wanted + ".\n" + found + "\n"
                                + JournalFormatter.of(journal, marked, sandbox.apiKey())));
    }

    private RequestsAssert counted(boolean holds, String number) {
        if (!holds) {
            fail(number + " of: a request" + kind, "Marked in its journal are " + actual.size() + ":");
        }
        return this;
    }

    private static List<String> values(JournalEntry entry, String header) {
        return entry.headers().getOrDefault(header, List.of());
    }

    private static int positive(int number) {
        SandboxOptions.require(number >= 1, "number", number, "1 or more");
        return number;
    }
}
