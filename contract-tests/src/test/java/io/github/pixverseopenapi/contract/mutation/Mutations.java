package io.github.pixverseopenapi.contract.mutation;

import java.util.List;
import java.util.stream.Stream;

/** Every change that is tried. */
final class Mutations {
    /** Creates the mutations of one or several kinds, except equivalent ones. */
    interface Operator {
        Stream<Mutant> on(Node node);
    }

    private static final List<Operator> OPERATORS = List.of(
            EntryMutations::dropped,
            EntryMutations::renamed,
            EntryMutations::doubled,
            EntryMutations::reordered,
            ScalarMutations::numbers,
            ScalarMutations::truths,
            ScalarMutations::texts,
            ScalarMutations::exchanged,
            KeywordMutations::types,
            KeywordMutations::formats,
            KeywordMutations::added,
            KeywordMutations::required,
            KeywordMutations::references,
            ListMutations::values,
            ListMutations::innerValues,
            ListMutations::defaults,
            PatternMutations::changed);

    private Mutations() {}

    static List<Mutant> of(Object document) {
        return Node.root(document)
                .walk()
                .filter(node -> node.parent() != null)
                .flatMap(node -> OPERATORS.stream().flatMap(operator -> operator.on(node)))
                .toList();
    }
}
