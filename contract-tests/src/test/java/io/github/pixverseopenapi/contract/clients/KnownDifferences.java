package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.TEMPLATES_README;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The known differences in generator-templates/README.md for one language: substrings of case names. */
record KnownDifferences(List<String> cases) {
    private static final String HEADING = "### Differences";

    static KnownDifferences of(String language) {
        return new KnownDifferences(TEMPLATES_README.rows(HEADING).stream()
                .filter(cells -> cells.get(0).equals(language))
                .map(cells -> cells.get(1))
                .toList());
    }

    /** Differences that are not listed, and listed ones that are none. */
    List<String> contradictions(Map<ClientCase, List<String>> differences) {
        List<String> contradictions = new ArrayList<>();
        differences.forEach((call, found) -> {
            if (!found.isEmpty() && cases.stream().noneMatch(call.name()::contains)) {
                contradictions.add(call.name() + ": " + found);
            }
            if (found.isEmpty() && cases.stream().anyMatch(call.name()::contains)) {
                contradictions.add(call.name() + ": is listed as a known difference, but does not differ");
            }
        });
        return contradictions;
    }
}
