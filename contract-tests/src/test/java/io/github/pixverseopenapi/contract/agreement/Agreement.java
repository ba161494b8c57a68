package io.github.pixverseopenapi.contract.agreement;

import static java.util.stream.Collectors.toSet;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Validates requests with several validators, and collects the disagreements. Thread-safe. */
final class Agreement {
    private static final int LONGEST_REQUEST = 1000;
    private static final int SHOWN = 10;

    private final VerdictCounts tally;
    private final Collection<String> disagreements = new ConcurrentLinkedQueue<>();
    private final Collection<Verdict.Decision> reached = ConcurrentHashMap.newKeySet();

    Agreement(VerdictCounts tally) {
        this.tally = tally;
    }

    /** Returns the common verdict; {@link Verdict.Decision#THREW} if the validators disagree. */
    Verdict.Decision validate(ApiOperation operation, RequestCase request, List<Validator> validators) {
        List<Verdict> verdicts = validators.stream()
                .map(validator -> verdict(validator, operation, request))
                .toList();
        Set<Verdict.Decision> outcomes = verdicts.stream().map(Verdict::outcome).collect(toSet());
        if (outcomes.size() > 1 || outcomes.contains(Verdict.Decision.THREW)) {
            disagreements.add(described(operation, request, validators, verdicts));
            return Verdict.Decision.THREW;
        }
        reached.addAll(outcomes);
        return verdicts.get(0).outcome();
    }

    /** Fails with the first disagreements; also when all requests were valid or all were not, which proves little. */
    void require() {
        if (!disagreements.isEmpty()) {
            throw new AssertionError(disagreements.size() + " disagreements; the first:\n\n"
                    + disagreements.stream().limit(SHOWN).collect(Collectors.joining("\n")));
        }
        if (!reached.containsAll(Set.of(Verdict.Decision.VALID, Verdict.Decision.INVALID))) {
            throw new AssertionError("These requests prove little: the only verdict was " + reached + ".");
        }
    }

    private Verdict verdict(Validator validator, ApiOperation operation, RequestCase request) {
        Verdict verdict;
        try {
            verdict = validator.validate(operation, request.text());
        } catch (RuntimeException e) {
            verdict = Verdict.threw(e);
        }
        tally.count(validator, verdict);
        return verdict;
    }

    private static String described(
            ApiOperation operation, RequestCase request, List<Validator> validators, List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder();
        text.append(operation.operationId())
                .append(", ")
                .append(request.origin())
                .append('\n');
        text.append("  ").append(Excerpt.text(request.text(), LONGEST_REQUEST)).append('\n');
        for (int i = 0; i < validators.size(); i++) {
            text.append("  ")
                    .append(validators.get(i).name())
                    .append(": ")
                    .append(verdicts.get(i))
                    .append('\n');
        }
        return text.toString();
    }
}
