package io.github.pixverseopenapi.contract.diff;

import java.util.List;

/**
 * A change of the document.
 *
 * @param operationId the operation
 * @param description what changed, such as {@code now rejects 3 requests}
 * @param breaking whether it breaks callers of the client
 * @param count the number of samples with another verdict; zero when the operation itself changed
 * @param examples some of these samples, the shortest first
 */
public record DocumentChange(
        String operationId, String description, boolean breaking, int count, List<VerdictChange> examples) {

    /** Copies the list. */
    public DocumentChange {
        examples = List.copyOf(examples);
    }

    /** Such as {@code BREAKING  textToVideo now rejects 3 requests}. */
    @Override
    public String toString() {
        return (breaking ? "BREAKING" : "compatible") + "  " + operationId + " " + description;
    }
}
