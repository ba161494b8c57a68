package io.github.pixverseopenapi.contract.mutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mutations of entries of a map or a list. */
final class EntryMutations {
    private static final Set<String> CASELESS = Set.of("headers", "content");

    private static final String OTHER_METHOD = "put";

    private EntryMutations() {}

    static Stream<Mutant> dropped(Node node) {
        return Stream.of(node.dropped(MutantKind.DROPPED));
    }

    static Stream<Mutant> renamed(Node node) {
        List<String> names = new ArrayList<>();
        if (node.isNamed()) {
            names.add(TextMutations.free(node.key(), node.parent().map()));
            if (!CASELESS.contains(node.parent().key())) {
                TextMutations.others(node.key()).stream().skip(1).forEach(names::add);
            }
        } else if (isMethod(node)) {
            names.add(OTHER_METHOD);
        }
        return names.stream().map(name -> {
            Object renamed = node.parent().withKeys(old -> old.equals(node.key()) ? name : old);
            return node.parent().replaced(MutantKind.RENAMED, renamed, node.key() + " becomes " + name);
        });
    }

    static Stream<Mutant> doubled(Node node) {
        if (!node.isNamed() && !isMethod(node)) {
            return Stream.empty();
        }
        String name = isMethod(node)
                ? OTHER_METHOD
                : TextMutations.free(node.key(), node.parent().map());
        return Stream.of(node.parent()
                .replaced(MutantKind.DOUBLED, node.parent().with(name, node.value()), node.key() + " also as " + name));
    }

    /** Names have the order of the values, and generators read the first media type of a response only. */
    static Stream<Mutant> reordered(Node node) {
        if (node.key().equals("x-enum-varnames")) {
            return IntStream.range(1, node.list().size()).mapToObj(i -> {
                List<Object> names = node.list();
                Collections.swap(names, i - 1, i);
                return node.replaced(MutantKind.ORDER, names, names.get(i) + " and " + names.get(i - 1) + " exchanged");
            });
        }
        if (node.key().equals("content") && node.map().size() > 1) {
            List<Map.Entry<String, Object>> entries = new ArrayList<>(node.map().entrySet());
            Collections.reverse(entries);
            Map<String, Object> reversed = new LinkedHashMap<>();
            entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
            return Stream.of(node.replaced(MutantKind.ORDER, reversed, "in reverse order"));
        }
        return Stream.empty();
    }

    private static boolean isMethod(Node node) {
        return node.parent().isNamed() && node.parent().parent().key().equals("paths");
    }
}
