package io.github.pixverseopenapi.contract.document;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One row of {@code fields.txt}: what the pages say about one field of one request. */
record FieldFact(String path, String field, FieldRule rule, String page, String beyond) {

    static Stream<FieldFact> all() {
        return FactTable.rows("fields.txt").stream().map(FieldFact::of);
    }

    static List<FieldFact> of(String path) {
        return all().filter(fact -> fact.path().equals(path)).toList();
    }

    private static FieldFact of(Map<String, String> row) {
        return new FieldFact(row.get("path"), row.get("field"), FieldRule.of(row), row.get("page"), row.get("beyond"));
    }

    /** Which half of a page that contradicts itself names the field; {@code null} for the other pages. */
    String half() {
        return page.contains(", ") ? page.substring(page.indexOf(", ") + 2) : null;
    }

    String place() {
        return field + " of " + path + ", " + page;
    }

    @Override
    public String toString() {
        return path + " " + field + ": " + rule;
    }
}
