package io.github.pixverseopenapi.contract.diff;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes between two documents, the breaking ones first.
 *
 * <p>These break callers of the client: an operation that is removed or renamed, a request that is now rejected, and a
 * response that is now accepted, because callers rely on it not to arrive. An error status that the earlier document
 * does not list is no such response: the client throws a {@code PixverseException} for any of them.
 *
 * @param changes the changes
 */
public record DocumentDiff(List<DocumentChange> changes) {

    private static final int MAX_EXAMPLES = 3;
    private static final int FIRST_ERROR = 400;

    /** Copies the list. */
    public DocumentDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two documents with samples of both. */
    public static DocumentDiff of(ApiDocument earlier, ApiDocument later) {
        List<DocumentChange> changes = new ArrayList<>();
        Map<ApiOperation, List<Sample>> samples = new LinkedHashMap<>();
        for (ApiOperation operation : earlier.operations()) {
            Optional<ApiOperation> now = VerdictChange.counterpart(operation, later);
            if (now.isEmpty()) {
                changes.add(ofOperation(operation, "is removed: " + operation.method() + " " + operation.path(), true));
                continue;
            }
            String name = now.get().operationId();
            if (!name.equals(operation.operationId())) {
                changes.add(ofOperation(operation, "is renamed to " + name, true));
            }
            Set<Sample> ofBoth = new LinkedHashSet<>(OperationSamples.of(earlier, operation));
            ofBoth.addAll(OperationSamples.of(later, now.get()));
            samples.put(operation, List.copyOf(ofBoth));
        }
        for (ApiOperation operation : later.operations()) {
            if (VerdictChange.counterpart(operation, earlier).isEmpty()) {
                changes.add(ofOperation(operation, "is added: " + operation.method() + " " + operation.path(), false));
            }
        }
        changes.addAll(ofVerdicts(earlier, VerdictChange.all(new Corpus(earlier, samples), later)));
        changes.sort(Comparator.comparing(DocumentChange::breaking).reversed());
        return new DocumentDiff(changes);
    }

    private static DocumentChange ofOperation(ApiOperation operation, String description, boolean breaking) {
        return new DocumentChange(operation.operationId(), description, breaking, 0, List.of());
    }

    /** Groups verdicts by operation, direction and effect. */
    private static List<DocumentChange> ofVerdicts(ApiDocument earlier, List<VerdictChange> verdicts) {
        Map<ChangeKind, Map<Boolean, List<VerdictChange>>> groups = verdicts.stream()
                .collect(Collectors.groupingBy(
                        VerdictChange::kind,
                        LinkedHashMap::new,
                        Collectors.groupingBy(change -> isBreaking(earlier, change))));
        List<DocumentChange> changes = new ArrayList<>();
        groups.forEach((kind, byEffect) -> byEffect.forEach((breaking, group) -> changes.add(new DocumentChange(
                kind.operationId(),
                "now " + kind.now() + " " + counted(group.size(), kind.what()),
                breaking,
                group.size(),
                group.stream()
                        .sorted(Comparator.comparing((VerdictChange change) ->
                                        change.sample().line().length())
                                .thenComparing(change -> change.sample().line()))
                        .limit(MAX_EXAMPLES)
                        .toList()))));
        return changes;
    }

    private static String counted(int count, String things) {
        return count + " " + (count == 1 ? things.substring(0, things.length() - 1) : things);
    }

    private static boolean isBreaking(ApiDocument earlier, VerdictChange change) {
        boolean isAccepted = change.after().isEmpty();
        if (change.sample().isRequest()) {
            return !isAccepted;
        }
        int status = change.sample().status();
        boolean isNewError =
                status >= FIRST_ERROR && !earlier.responses(change.operation()).containsKey(String.valueOf(status));
        return isAccepted && !isNewError;
    }

    /** Whether any change is breaking. */
    public boolean isBreaking() {
        return changes.stream().anyMatch(DocumentChange::breaking);
    }

    /** Such as {@code 3 changes, 1 of them breaking}. */
    public String summary() {
        long breaking = changes.stream().filter(DocumentChange::breaking).count();
        return changes.isEmpty() ? "No changes" : counted(changes.size(), "changes") + ", " + breaking + " breaking";
    }
}
