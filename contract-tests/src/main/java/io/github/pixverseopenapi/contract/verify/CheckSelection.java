package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which checks on which operations were chosen. */
public final class CheckSelection {

    private final Set<String> chosen;
    private final boolean anyKind;
    private final boolean anyOperation;

    private CheckSelection(Set<String> chosen) {
        this.chosen = chosen;
        anyKind = Arrays.stream(CheckKind.values()).map(CheckKind::id).noneMatch(chosen::contains);
        anyOperation = chosen.stream().allMatch(CheckSelection::isKind);
    }

    /** Everything. */
    public static CheckSelection all() {
        return new CheckSelection(Set.of());
    }

    /**
     * What is named. Where no check is named, all checks of the named operations are chosen; where no operation is
     * named, the named checks of all operations.
     *
     * @param names names of checks and operationIds
     * @throws IllegalArgumentException when one is neither; the message can be read after the option's name
     */
    public static CheckSelection of(Collection<String> names, ApiDocument document) {
        List<String> allowed = Stream.concat(
                        Arrays.stream(CheckKind.values()).map(CheckKind::id),
                        document.operations().stream().map(ApiOperation::operationId))
                .toList();
        for (String name : names) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is neither a check nor an operation; allowed are "
                        + String.join(", ", allowed));
            }
        }
        return new CheckSelection(new HashSet<>(names));
    }

    boolean includes(Check check) {
        boolean kind = anyKind || chosen.contains(check.kind().id());
        if (check.operation().isEmpty()) {
            return kind && (!anyKind || anyOperation);
        }
        return kind && (anyOperation || chosen.contains(check.subject()));
    }

    private static boolean isKind(String name) {
        return Arrays.stream(CheckKind.values()).anyMatch(kind -> kind.id().equals(name));
    }
}
