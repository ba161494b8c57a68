package io.github.pixverseopenapi.contract.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Summarises checks by kind. */
public final class CheckSummary {

    private CheckSummary() {}

    /** Each kind of check once, with its operations unless all are included. */
    public static String of(List<Check> selected, List<Check> all) {
        Map<CheckKind, List<Check>> byKind =
                selected.stream().collect(Collectors.groupingBy(Check::kind, TreeMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .map(entry -> entry.getKey().id() + operations(entry.getKey(), entry.getValue(), all))
                .collect(Collectors.joining(", "));
    }

    private static String operations(CheckKind kind, List<Check> checks, List<Check> all) {
        boolean isAll = all.stream().filter(check -> check.kind() == kind).count() == checks.size();
        return isAll ? "" : checks.stream().map(Check::subject).collect(Collectors.joining(", ", " (", ")"));
    }
}
