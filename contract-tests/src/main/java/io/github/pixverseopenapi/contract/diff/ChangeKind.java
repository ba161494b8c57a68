package io.github.pixverseopenapi.contract.diff;

/**
 * What changed verdicts have in common.
 *
 * @param operationId the operation
 * @param now {@code accepts} or {@code rejects}
 * @param what {@code requests} or {@code responses}
 */
public record ChangeKind(String operationId, String now, String what) implements Comparable<ChangeKind> {

    /** Sorts by operation. */
    @Override
    public int compareTo(ChangeKind other) {
        return toString().compareTo(other.toString());
    }

    /** Such as {@code `textToVideo` now rejects}. */
    @Override
    public String toString() {
        return "`" + operationId + "` now " + now;
    }
}
