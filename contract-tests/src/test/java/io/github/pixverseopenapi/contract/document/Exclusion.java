package io.github.pixverseopenapi.contract.document;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values that do not go together: the extension's reading of the rule, with nothing of a validator in it. */
record Exclusion(String reason, Map<String, String> members) {

    static List<Exclusion> of(Map<String, Object> schema) {
        return SpecFile.list(schema.getOrDefault("x-excluded-combinations", List.of())).stream()
                .map(SpecFile::map)
                .map(Exclusion::read)
                .toList();
    }

    private static Exclusion read(Map<String, Object> rule) {
        Stream<Map<String, Object>> members =
                SpecFile.list(rule.get("members")).stream().map(SpecFile::map);
        return new Exclusion(
                String.valueOf(rule.get("reason")),
                members.collect(toMap(
                        member -> String.valueOf(member.get("field")),
                        member -> String.valueOf(member.get("value")),
                        (first, second) -> {
                            throw new AssertionError("one field twice in " + rule);
                        },
                        TreeMap::new)));
    }

    boolean hits(Map<String, Object> request) {
        return members.entrySet().stream()
                .allMatch(member -> member.getValue().equals(String.valueOf(request.get(member.getKey()))));
    }
}
