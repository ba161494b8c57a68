package io.github.pixverseopenapi.contract.mutation;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mutations of regular expressions: removes each character, moves each end of a range by one. */
final class PatternMutations {
    private static final Pattern RANGE = Pattern.compile("([!-~&&[^\\[]])-([!-~&&[^]]])");
    /**
     * A search for "first what is in the class, then something that is not" finds the same with and without its
     * leading {@code ^}, which only saves the search from starting again further on.
     */
    private static final Pattern NEEDLESSLY_ANCHORED = Pattern.compile("\\^\\[([^]]+)]\\*\\[\\^\\1]");
    /** A host or a port that may contain slashes is equivalent to one with a path. */
    private static final List<String> SLASH_BEFORE_A_PATH =
            List.of("[!$&-/0-9;=A-Z_a-z~]*|", "[!$&-./-9;=A-Z_a-z~]*|", "(?::[/-9]*)?");

    private PatternMutations() {}

    static Stream<Mutant> changed(Node node) {
        if (!isKeyword(node)) {
            return Stream.empty();
        }
        String pattern = (String) node.value();
        Set<String> others = new LinkedHashSet<>(List.of(""));
        int first = NEEDLESSLY_ANCHORED.matcher(pattern).matches() ? 1 : 0;
        if (isRepeated(node)) {
            // The first node with this pattern is mutated completely; for this one, the tests must only detect that
            // it differs.
            others.add(pattern.substring(0, first) + pattern.substring(first + 1));
            others.add(pattern.substring(0, pattern.length() - 1));
            return mutants(node, others);
        }
        for (int i = first; i < pattern.length(); i++) {
            // Outside of a class, Java reads ] as \]; ECMA 262 does not.
            if (pattern.startsWith("\\]", i)) {
                continue;
            }
            others.add(pattern.substring(0, i) + pattern.substring(i + 1));
        }
        Matcher range = RANGE.matcher(pattern);
        while (range.find()) {
            moved(pattern, range.start(1), others);
            moved(pattern, range.start(2), others);
        }
        return mutants(node, others);
    }

    private static Stream<Mutant> mutants(Node node, Set<String> others) {
        return others.stream()
                .filter(PatternMutations::isPattern)
                .filter(other -> SLASH_BEFORE_A_PATH.stream().noneMatch(other::contains))
                .map(other -> node.replaced(MutantKind.PATTERN, other));
    }

    private static boolean isKeyword(Node node) {
        return node.key().equals("pattern") && !node.isNamed() && !node.isInExample();
    }

    /** Whether the same pattern occurs earlier in the document. */
    private static boolean isRepeated(Node node) {
        return node.at(List.of())
                .walk()
                .filter(PatternMutations::isKeyword)
                .filter(other -> other.value().equals(node.value()))
                .findFirst()
                .filter(first -> !first.pointer().equals(node.pointer()))
                .isPresent();
    }

    private static void moved(String pattern, int index, Set<String> others) {
        for (int step : new int[] {-1, 1}) {
            char moved = (char) (pattern.charAt(index) + step);
            String other = pattern.substring(0, index) + moved + pattern.substring(index + 1);
            if (!membersOfClass(pattern, index).equals(membersOfClass(other, index))) {
                others.add(other);
            }
        }
    }

    /** The ASCII characters in the class that surrounds an index: another spelling of the same ones changes nothing. */
    private static String membersOfClass(String pattern, int index) {
        int start = pattern.lastIndexOf('[', index - 1);
        String members = pattern.substring(start, pattern.indexOf(']', index + 1) + 1);
        if (!isPattern(members)) {
            return members;
        }
        Predicate<String> isMember = Pattern.compile(members).asMatchPredicate();
        return IntStream.range(0, 128)
                .mapToObj(Character::toString)
                .filter(isMember)
                .collect(joining());
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
