package io.github.pixverseopenapi.contract.mutation;

import java.util.List;
import java.util.stream.Stream;

/** Every change that is tried. */
final class Mutations {
    /** Makes the changes of one or several kinds; a change that would mean the same is not made. */
    interface Operator {
        Stream<Mutant> on(Node node);
    }

    private static final List<Operator> OPERATORS = List.of(
            Entries::dropped, Entries::renamed, Entries::doubled, Entries::reordered,
            Scalars::numbers, Scalars::truths, Scalars::texts, Scalars::exchanged,
            Keywords::types, Keywords::formats, Keywords::added, Keywords::required, Keywords::references,
            Keywords::exclusions,
            Lists::values, Lists::innerValues, Lists::defaults,
            Patterns::changed);

    private Mutations() {
    }

    static List<Mutant> of(Object document) {
        return Node.root(document).walk().filter(node -> node.parent() != null)
                .flatMap(node -> OPERATORS.stream().flatMap(operator -> operator.on(node))).toList();
    }
}
