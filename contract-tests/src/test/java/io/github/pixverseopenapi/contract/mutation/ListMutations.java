package io.github.pixverseopenapi.contract.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changes to lists of values, and to defaults that are taken from them. */
final class ListMutations {
    private ListMutations() {}

    /** Removes or adds one value and its name, so that comparing the lengths does not detect it. */
    static Stream<Mutant> values(Node node) {
        if (!node.has("x-enum-varnames") || !node.has("enum")) {
            return Stream.empty();
        }
        List<Object> values = node.child("enum").list();
        Stream<Mutant> less = IntStream.range(0, values.size())
                .mapToObj(String::valueOf)
                .map(index -> changed(
                        node,
                        node.child("enum").without(index),
                        node.child("x-enum-varnames").without(index),
                        node.child("enum").child(index).value() + " taken away"));
        Object last = values.get(values.size() - 1);
        Object one = last instanceof Number number
                ? TextMutations.neighbours(number).get(1)
                : TextMutations.others(String.valueOf(last)).get(0);
        Mutant more = changed(
                node, plus(values, one), plus(node.child("x-enum-varnames").list(), "ONE_MORE"), one + " added");
        return Stream.concat(less, Stream.of(more));
    }

    private static Mutant changed(Node schema, Object values, Object names, String change) {
        Map<String, Object> changed = schema.map();
        changed.put("enum", values);
        changed.put("x-enum-varnames", names);
        return schema.replaced(MutantKind.LISTED, changed, change);
    }

    /** In an excluded combination, uses another value of the enum, because other values are rejected anyway. */
    static Stream<Mutant> innerValues(Node node) {
        if (!node.key().equals("enum") || !node.isIn("not")) {
            return Stream.empty();
        }
        String field = node.parent().key();
        return node.at(List.of("components", "schemas"))
                .children()
                .filter(schema ->
                        schema.has("properties") && schema.child("properties").has(field))
                .flatMap(schema -> listed(schema.child("properties").child(field)).stream())
                .filter(value -> !node.list().contains(value))
                .limit(1)
                .map(value -> node.replaced(MutantKind.LISTED, plus(node.list(), value), value + " added"));
    }

    static Stream<Mutant> defaults(Node node) {
        if (!node.key().equals("default") || node.isNamed()) {
            return Stream.empty();
        }
        return listed(node.parent()).stream()
                .filter(value -> !value.equals(node.value()))
                .map(value -> node.replaced(MutantKind.DEFAULT, value));
    }

    private static List<Object> listed(Node property) {
        if (!property.has("allOf")) {
            return List.of();
        }
        String reference =
                String.valueOf(property.child("allOf").child("0").map().get("$ref"));
        return property.at(List.of(reference.substring("#/".length()).split("/")))
                .child("enum")
                .list();
    }

    private static List<Object> plus(List<Object> list, Object one) {
        List<Object> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
