package io.github.pixverseopenapi.contract.previous;

import io.github.pixverseopenapi.contract.diff.ChangeKind;
import io.github.pixverseopenapi.contract.diff.VerdictChange;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.record.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of the changelog that names changed verdicts, such as {@code - Contract: `textToVideo` now rejects 3 requests
 * (1f2e3d4c): the seed 99999.}
 *
 * @param kind the kind of changes
 * @param count the number of samples
 * @param digest identifies exactly these samples
 */
record ChangeLine(ChangeKind kind, int count, String digest) {

    private static final String BEGINNING = "- Contract:";
    private static final Pattern FORM = Pattern.compile(
            "- Contract: `(\\w+)` now (accepts|rejects) ([0-9]+) (requests|responses) \\(([0-9a-f]{8})\\): \\S.*");
    private static final String SECTION = "## [Unreleased]";
    private static final int DIGITS = 8;

    /** The lines that name changes. */
    static List<ChangeLine> of(List<VerdictChange> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(VerdictChange::kind, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new ChangeLine(entry.getKey(), entry.getValue().size(), digest(entry)))
                .toList();
    }

    /**
     * The lines of the changelog's unreleased section.
     *
     * @throws IllegalArgumentException when the part is missing, or such a line has another form
     */
    static List<ChangeLine> in(String changelog) {
        List<String> lines = changelog.lines().toList();
        int start = lines.indexOf(SECTION);
        if (start < 0) {
            throw new IllegalArgumentException("CHANGELOG.md has no part \"" + SECTION + "\"");
        }
        List<ChangeLine> found = new ArrayList<>();
        for (String line : lines.subList(start + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith(BEGINNING)) {
                found.add(read(line));
            }
        }
        return found;
    }

    private static ChangeLine read(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            throw new IllegalArgumentException(Message.of(
                    "a line of CHANGELOG.md",
                    "of the form \"- Contract: `OPERATION` now accepts|rejects N requests|responses (DIGEST): WHAT\"",
                    "\"" + line + "\""));
        }
        return new ChangeLine(
                new ChangeKind(form.group(1), form.group(2), form.group(4)),
                Integer.parseInt(form.group(3)),
                form.group(5));
    }

    private static String digest(Map.Entry<ChangeKind, List<VerdictChange>> changes) {
        String samples = changes.getValue().stream()
                .map(change -> change.sample().line())
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(samples).substring(0, DIGITS);
    }

    /** As the changelog has it, up to the text that a person adds. */
    @Override
    public String toString() {
        return BEGINNING + " " + kind + " " + count + " " + kind.what() + " (" + digest + "): ";
    }
}
