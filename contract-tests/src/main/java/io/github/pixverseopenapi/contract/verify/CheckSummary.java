package io.github.pixverseopenapi.contract.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names many checks in few words. */
public final class CheckSummary {

    private CheckSummary() {}

    /** Each kind of check once, with its operations where not all of them are meant. */
    public static String of(List<Check> some, List<Check> all) {
        Map<CheckKind, List<Check>> byKind =
                some.stream().collect(Collectors.groupingBy(Check::kind, TreeMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .map(entry -> entry.getKey().id() + operations(entry.getKey(), entry.getValue(), all))
                .collect(Collectors.joining(", "));
    }

    private static String operations(CheckKind kind, List<Check> ofKind, List<Check> all) {
        boolean isAll = all.stream().filter(check -> check.kind() == kind).count() == ofKind.size();
        return isAll ? "" : ofKind.stream().map(Check::subject).collect(Collectors.joining(", ", " (", ")"));
    }
}
