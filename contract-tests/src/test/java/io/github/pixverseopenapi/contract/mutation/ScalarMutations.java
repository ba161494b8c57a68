package io.github.pixverseopenapi.contract.mutation;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Changes to numbers, truths and texts. */
final class ScalarMutations {
    /** These have separate mutations. */
    private static final Set<String> OTHERS = Set.of("$ref", "type", "format", "pattern");

    private ScalarMutations() {}

    static Stream<Mutant> numbers(Node node) {
        if (!(node.value() instanceof Number number)) {
            return Stream.empty();
        }
        return Stream.concat(
                TextMutations.neighbours(number).stream().map(other -> node.replaced(MutantKind.SHIFTED, other)),
                Stream.of(node.replaced(MutantKind.RETYPED, number.toString())));
    }

    static Stream<Mutant> truths(Node node) {
        if (!(node.value() instanceof Boolean truth)) {
            return Stream.empty();
        }
        return Stream.of(
                node.replaced(MutantKind.FLIPPED, !truth), node.replaced(MutantKind.RETYPED, truth.toString()));
    }

    static Stream<Mutant> texts(Node node) {
        if (!(node.value() instanceof String text) || OTHERS.contains(node.key()) && !node.isInExample()) {
            return Stream.empty();
        }
        Stream<Mutant> blank = Stream.of(node.replaced(MutantKind.BLANKED, ""));
        if (node.isProse() || isSampleSentence(node)) {
            return blank;
        }
        Stream<Mutant> respelled =
                TextMutations.others(text).stream().map(other -> node.replaced(MutantKind.RESPELLED, other));
        Stream<Mutant> asNumber = !TextMutations.isNumber(text)
                ? Stream.empty()
                : Stream.concat(
                        TextMutations.neighbours(text).stream().map(other -> node.replaced(MutantKind.SHIFTED, other)),
                        Stream.of(node.replaced(MutantKind.RETYPED, TextMutations.number(text))));
        return Stream.of(blank, respelled, asNumber).flatMap(mutants -> mutants);
    }

    static Stream<Mutant> exchanged(Node node) {
        if (!(node.value() instanceof String)
                || node.isNamed()
                || node.isProse()
                || node.isInExample()
                || OTHERS.contains(node.key())
                || node.parent().value() instanceof List) {
            return Stream.empty();
        }
        return node.at(List.of())
                .walk()
                .filter(other -> other.key().equals(node.key())
                        && other.value() instanceof String
                        && !other.isNamed()
                        && !other.isInExample()
                        && !other.value().equals(node.value()))
                .map(Node::value)
                .distinct()
                .map(other -> node.replaced(MutantKind.EXCHANGED, other));
    }

    /** Any other sentence would be as good an example. */
    private static boolean isSampleSentence(Node node) {
        return node.isInExample() && ((String) node.value()).contains(" ");
    }
}
