package io.github.pixverseopenapi.contract.diff;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sample with different verdicts of two documents.
 *
 * @param operation the operation, as the earlier document has it
 * @param sample the request or the response
 * @param before its problems according to the earlier document; empty if it is valid
 * @param after its problems according to the later document; empty if it is valid
 */
public record VerdictChange(ApiOperation operation, Sample sample, List<Problem> before, List<Problem> after) {

    /** All of a corpus. Operations are found by method and path, because that is what callers send. */
    public static List<VerdictChange> all(Corpus earlier, ApiDocument later) {
        List<VerdictChange> changes = new ArrayList<>();
        for (Map.Entry<ApiOperation, List<Sample>> entry : earlier.samples().entrySet()) {
            ApiOperation operation = entry.getKey();
            Optional<ApiOperation> now = counterpart(operation, later);
            for (Sample sample : entry.getValue()) {
                List<Problem> before = sample.validate(earlier.document(), operation);
                List<Problem> after =
                        now.map(found -> sample.validate(later, found)).orElseGet(() -> removed(operation));
                if (before.isEmpty() != after.isEmpty()) {
                    changes.add(new VerdictChange(operation, sample, before, after));
                }
            }
        }
        return changes;
    }

    /** The operation of another document with the same method and path. */
    static Optional<ApiOperation> counterpart(ApiOperation operation, ApiDocument other) {
        return other.operations().stream()
                .filter(found ->
                        found.path().equals(operation.path()) && found.method().equals(operation.method()))
                .findFirst();
    }

    private static List<Problem> removed(ApiOperation operation) {
        return List.of(new Problem("", operation.method() + " " + operation.path() + " is no longer there"));
    }

    /** Changes of one kind share one line of the changelog. */
    public ChangeKind kind() {
        return new ChangeKind(
                operation.operationId(),
                after.isEmpty() ? "accepts" : "rejects",
                sample.isRequest() ? "requests" : "responses");
    }

    /** The sample and both verdicts. */
    @Override
    public String toString() {
        return operation.operationId() + " " + sample.line() + "\n    before: " + verdict(before) + "\n    now: "
                + verdict(after);
    }

    private static String verdict(List<Problem> problems) {
        return problems.isEmpty() ? "accepted" : "refused, " + problems;
    }
}
