package io.github.pixverseopenapi.contract.mutation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Changes to regular expressions: each character left out, each end of a range moved by one. */
final class Patterns {
    private static final Pattern RANGE = Pattern.compile("([0-9A-Za-z!~])-([0-9A-Za-z!~])");
    /**
     * A search for "first what is in the class, then something that is not" finds the same with and without its
     * leading {@code ^}, which only saves the search from starting again further on.
     */
    private static final Pattern NEEDLESSLY_ANCHORED = Pattern.compile("\\^\\[([^]]+)]\\*\\[\\^\\1]");

    private Patterns() {
    }

    static Stream<Mutant> changed(Node node) {
        if (!node.key().equals("pattern") || node.isNamed() || node.isInExample()) {
            return Stream.empty();
        }
        String pattern = (String) node.value();
        Set<String> others = new LinkedHashSet<>(List.of(""));
        for (int i = NEEDLESSLY_ANCHORED.matcher(pattern).matches() ? 1 : 0; i < pattern.length(); i++) {
            others.add(pattern.substring(0, i) + pattern.substring(i + 1));
        }
        Matcher range = RANGE.matcher(pattern);
        while (range.find()) {
            moved(pattern, range.start(1), others);
            moved(pattern, range.start(2), others);
        }
        return others.stream().filter(Patterns::isPattern).map(other -> node.replaced(Kind.PATTERN, other));
    }

    private static void moved(String pattern, int index, Set<String> others) {
        for (int step : new int[] {-1, 1}) {
            char moved = (char) (pattern.charAt(index) + step);
            // Not onto a character that the class names anyway: that would mean the same.
            if (pattern.indexOf("\\" + moved) < 0) {
                others.add(pattern.substring(0, index) + moved + pattern.substring(index + 1));
            }
        }
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
