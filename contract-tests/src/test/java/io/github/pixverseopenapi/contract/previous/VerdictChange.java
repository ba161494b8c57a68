package io.github.pixverseopenapi.contract.previous;

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
record VerdictChange(ApiOperation operation, CorpusSample sample, List<Problem> before, List<Problem> after) {

    /** All of a corpus. Operations are found by method and path, because that is what callers send. */
    static List<VerdictChange> all(Corpus earlier, ApiDocument later) {
        List<VerdictChange> changes = new ArrayList<>();
        for (Map.Entry<ApiOperation, List<CorpusSample>> entry :
                earlier.samples().entrySet()) {
            ApiOperation operation = entry.getKey();
            Optional<ApiOperation> now = later.operation(operation.path())
                    .filter(found -> found.method().equals(operation.method()));
            for (CorpusSample sample : entry.getValue()) {
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

    private static List<Problem> removed(ApiOperation operation) {
        return List.of(new Problem("", operation.method() + " " + operation.path() + " is no longer there"));
    }

    /** Changes of one kind share one line of the changelog. */
    ChangeLine.ChangeKind kind() {
        return new ChangeLine.ChangeKind(
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
