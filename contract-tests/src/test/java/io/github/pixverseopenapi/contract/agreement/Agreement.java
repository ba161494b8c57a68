package io.github.pixverseopenapi.contract.agreement;

import static java.util.stream.Collectors.toSet;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks several sides about requests, and keeps what they do not agree on. */
final class Agreement {
    private static final int LONGEST_JSON = 4000;
    private static final int SHOWN = 10;

    private final List<Side> sides;
    private final List<String> disagreements = new ArrayList<>();
    private int valid;
    private int invalid;

    Agreement(List<Side> sides) {
        this.sides = sides;
    }

    void judge(ApiOperation operation, Case request) {
        judge(operation, request, sides);
    }

    /** Asks others than usual. */
    void judge(ApiOperation operation, Case request, List<Side> asked) {
        List<Verdict> verdicts =
                asked.stream().map(side -> verdict(side, operation, request)).toList();
        Set<Verdict.Outcome> outcomes = verdicts.stream().map(Verdict::outcome).collect(toSet());
        if (outcomes.size() > 1 || outcomes.contains(Verdict.Outcome.THREW)) {
            disagreements.add(described(operation, request, asked, verdicts));
        } else if (outcomes.contains(Verdict.Outcome.VALID)) {
            valid++;
        } else {
            invalid++;
        }
    }

    /** Fails with the first disagreements; also when all requests were valid or all were not, which proves little. */
    void require() {
        if (!disagreements.isEmpty()) {
            throw new AssertionError(disagreements.size() + " disagreements; the first:\n\n"
                    + String.join("\n", disagreements.subList(0, Math.min(SHOWN, disagreements.size()))));
        }
        if (valid == 0 || invalid == 0) {
            throw new AssertionError("These requests prove little: " + this);
        }
    }

    int disagreements() {
        return disagreements.size();
    }

    private static Verdict verdict(Side side, ApiOperation operation, Case request) {
        try {
            return side.judge(operation, request.json());
        } catch (RuntimeException e) {
            return Verdict.threw(e);
        }
    }

    private static String described(
            ApiOperation operation, Case request, List<Side> asked, List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder();
        text.append(operation.operationId()).append(", ").append(request.origin()).append('\n');
        text.append("  ").append(Shortened.text(request.json(), LONGEST_JSON)).append('\n');
        for (int i = 0; i < asked.size(); i++) {
            text.append("  ").append(asked.get(i).name()).append(": ").append(verdicts.get(i)).append('\n');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return valid + " valid, " + invalid + " invalid, " + disagreements.size() + " disagreements";
    }
}
