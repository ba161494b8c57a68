package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Message;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The selection of checks and operations. */
public final class CheckSelection {

    private final Set<String> selected;
    private final boolean anyKind;
    private final boolean anyOperation;

    private CheckSelection(Set<String> selected) {
        this.selected = selected;
        anyKind = Arrays.stream(CheckKind.values()).map(CheckKind::id).noneMatch(selected::contains);
        anyOperation = selected.stream().allMatch(CheckSelection::isKind);
    }

    /** Selects all checks. */
    public static CheckSelection all() {
        return new CheckSelection(Set.of());
    }

    /**
     * Selects checks by name. Names of operations only select all checks of these operations; names of checks only
     * select these checks of all operations.
     *
     * @param names names of checks and operationIds
     * @throws IllegalArgumentException when a name is neither
     */
    public static CheckSelection of(Collection<String> names, ApiDocument document) {
        List<String> allowed = Stream.concat(
                        Arrays.stream(CheckKind.values()).map(CheckKind::id),
                        document.videoOperations().stream().map(ApiOperation::operationId))
                .toList();
        for (String name : names) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                        Message.of("--only", "one of " + String.join(", ", allowed), "'" + name + "'"));
            }
        }
        return new CheckSelection(new HashSet<>(names));
    }

    boolean includes(Check check) {
        boolean kind = anyKind || selected.contains(check.kind().id());
        if (check.operation().isEmpty()) {
            return kind && (!anyKind || anyOperation);
        }
        return kind && (anyOperation || selected.contains(check.subject()));
    }

    private static boolean isKind(String name) {
        return Arrays.stream(CheckKind.values()).anyMatch(kind -> kind.id().equals(name));
    }
}
