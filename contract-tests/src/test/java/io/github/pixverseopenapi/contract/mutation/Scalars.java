package io.github.pixverseopenapi.contract.mutation;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Changes to numbers, truths and texts. */
final class Scalars {
    /** These have changes of their own. */
    private static final Set<String> OTHERS = Set.of("$ref", "type", "format", "pattern");

    private Scalars() {
    }

    static Stream<Mutant> numbers(Node node) {
        if (!(node.value() instanceof Number number)) {
            return Stream.empty();
        }
        return Stream.concat(
                Spelling.neighbours(number).stream().map(other -> node.replaced(Kind.SHIFTED, other)),
                Stream.of(node.replaced(Kind.RETYPED, number.toString())));
    }

    static Stream<Mutant> truths(Node node) {
        if (!(node.value() instanceof Boolean truth)) {
            return Stream.empty();
        }
        return Stream.of(node.replaced(Kind.FLIPPED, !truth), node.replaced(Kind.RETYPED, truth.toString()));
    }

    static Stream<Mutant> texts(Node node) {
        if (!(node.value() instanceof String text) || OTHERS.contains(node.key()) && !node.isInExample()) {
            return Stream.empty();
        }
        Stream<Mutant> blank = Stream.of(node.replaced(Kind.BLANKED, ""));
        if (node.isProse() || isSampleSentence(node)) {
            return blank;
        }
        Stream<Mutant> respelled = Spelling.others(text).stream().map(other -> node.replaced(Kind.RESPELLED, other));
        Stream<Mutant> asNumber = !Spelling.isNumber(text) ? Stream.empty() : Stream.concat(
                Spelling.neighbours(text).stream().map(other -> node.replaced(Kind.SHIFTED, other)),
                Stream.of(node.replaced(Kind.RETYPED, Spelling.number(text))));
        return Stream.of(blank, respelled, asNumber).flatMap(mutants -> mutants);
    }

    static Stream<Mutant> exchanged(Node node) {
        if (!(node.value() instanceof String) || node.isNamed() || node.isProse() || node.isInExample()
                || OTHERS.contains(node.key()) || node.parent().value() instanceof List) {
            return Stream.empty();
        }
        return node.at(List.of()).walk()
                .filter(other -> other.key().equals(node.key()) && other.value() instanceof String
                        && !other.isNamed() && !other.isInExample() && !other.value().equals(node.value()))
                .map(Node::value).distinct().map(other -> node.replaced(Kind.EXCHANGED, other));
    }

    /** Any other sentence would be as good an example. */
    private static boolean isSampleSentence(Node node) {
        return node.isInExample() && ((String) node.value()).contains(" ");
    }
}
