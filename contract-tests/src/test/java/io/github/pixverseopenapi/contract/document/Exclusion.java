package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that exclude each other: a plain comparison, without a validator. */
record Exclusion(String reason, Map<String, String> members) {

    /** Those that the page of an endpoint states. */
    static List<Exclusion> ofPage(String path) {
        return FactTable.rows("excluded-pairs.txt").stream()
                .filter(row -> row.get("path").equals(path))
                .map(row -> new Exclusion(
                        row.get("reason"),
                        Map.of(row.get("field"), row.get("value"), row.get("other field"), row.get("other value"))))
                .toList();
    }

    /** Those that the document states in the shared schemas of a request. */
    static List<Exclusion> ofDocument(String path) {
        return SpecFile.list(SPEC.requestSchema(path).getOrDefault("allOf", List.of())).stream()
                .flatMap(shared -> SpecFile.list(SPEC.resolve(shared).get("allOf")).stream())
                .map(SpecFile::map)
                .map(rule -> new Exclusion(String.valueOf(rule.get("x-reason")), members(rule)))
                .toList();
    }

    private static Map<String, String> members(Map<String, Object> rule) {
        Map<String, String> members = new TreeMap<>();
        SpecFile.map(SpecFile.map(rule.get("not")).get("properties"))
                .forEach((field, values) -> members.put(
                        field,
                        String.join(" or ", SpecFile.texts(SpecFile.map(values).get("enum")))));
        return members;
    }

    boolean hits(Map<String, Object> request) {
        return members.entrySet().stream()
                .allMatch(member -> member.getValue().equals(String.valueOf(request.get(member.getKey()))));
    }
}
