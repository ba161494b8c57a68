package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Constructed reports, so that the exact rendering can be asserted. */
public final class SampleReport {

    private static final String TARGET = "https://api.example.com";
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private SampleReport() {}

    /** Two checks of an operation and two of the service, one for each outcome. */
    public static Report ofAllOutcomes() {
        return report(Optional.of(new BigDecimal("5")), true, drifted(), undecided(), holds(), notChecked());
    }

    public static Report report(Optional<BigDecimal> budget, boolean withKey, CheckResult... results) {
        return new Report(
                TARGET, START, Duration.ofMillis(61_249), withKey, budget, new BigDecimal("3.16"), List.of(results));
    }

    public static CheckResult drifted() {
        return new CheckResult(
                check(CheckKind.NO_KEY, "textToVideo"),
                CheckOutcome.DRIFTED,
                List.of("status must be 401, but was 418", "error must be a text & more"),
                "418 text/plain <teapot>",
                Duration.ofMillis(1_250));
    }

    public static CheckResult undecided() {
        return new CheckResult(
                check(CheckKind.VIDEO, "imageToVideo"),
                CheckOutcome.UNDECIDED,
                List.of("rate limit exceeded; retry later"),
                "429 (empty)",
                Duration.ofMillis(40));
    }

    public static CheckResult holds() {
        return new CheckResult(
                check(CheckKind.WRONG_METHOD, "textToVideo"),
                CheckOutcome.HOLDS,
                List.of(),
                "405 (empty)",
                Duration.ofMillis(7));
    }

    public static CheckResult notChecked() {
        return CheckResult.notChecked(
                check(CheckKind.CREDITS), "requires a key: set SEGMIND_API_KEY or --key-file FILE");
    }

    public static Check check(CheckKind ofOperation, String operationId) {
        return items().stream()
                .map(PlannedCheck::check)
                .filter(check -> check.kind() == ofOperation
                        && check.operation().map(ApiOperation::operationId).equals(Optional.of(operationId)))
                .findFirst()
                .orElseThrow();
    }

    public static Check check(CheckKind ofService) {
        return items().stream()
                .map(PlannedCheck::check)
                .filter(check -> check.kind() == ofService)
                .findFirst()
                .orElseThrow();
    }

    private static List<PlannedCheck> items() {
        return new CheckList(DOCUMENT, options(Optional.empty(), Optional.empty(), CheckSelection.all())).items();
    }

    public static VerifyOptions options(
            Optional<VerifyApiKey> key, Optional<BigDecimal> budget, CheckSelection selection) {
        return new VerifyOptions(VerifyTarget.of(TARGET), key, budget, selection, Map.of(), Optional.empty());
    }
}
