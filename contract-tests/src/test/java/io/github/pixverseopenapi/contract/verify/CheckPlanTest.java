package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.verify.report.PlanFormatter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan, its cost, and its description. */
@Tag("pit-verify")
class CheckPlanTest {

    private static final VerifyTarget TARGET = VerifyTarget.of("https://api.example.com/");
    private static final Optional<ServiceApiKey> KEY =
            Optional.of(ServiceApiKey.fromVariable("K", Map.of("K", "some-api-key")));
    private static final Map<String, String> INPUTS =
            Map.of("image_url", "https://example.org/a.png", "video_url", "https://example.org/a.mp4");

    private final ApiDocument document = FiveOperations.DOCUMENT;

    @Test
    void text_withoutKeyAndBudget_listsFreeRequestsAndReasons() {
        assertThat(text(plan(Optional.empty(), null, INPUTS, "no-key", "credits", "video")))
                .containsExactly(
                        "Plan for https://api.example.com; no request is sent",
                        "",
                        "  free             POST /v1/pixverse-text2video without a key, with an empty object",
                        "  free             POST /v1/pixverse-image2video without a key, with an empty object",
                        "  free             POST /v1/pixverse-5-video without a key, with an empty object",
                        "  free             POST /v1/pixverse-5-extend without a key, with an empty object",
                        "  free             POST /v1/pixverse-v6 without a key, with an empty object",
                        "",
                        "Not planned",
                        "  wrong-key, wrong-method, unknown-path, missing-field, bad-value: excluded by --only",
                        "  credits: requires a key: set SEGMIND_API_KEY or --key-file FILE",
                        "  video: may be billed; requires --budget USD and a key",
                        "",
                        "5 requests, of which 0 may be billed and count as $0.00 at most.");
    }

    @Test
    void text_withABudget_listsPricesAndAssumptions() {
        assertThat(text(plan(KEY, "3.5", INPUTS, "video", "textToVideo", "imageToVideo", "generateV5Video")))
                .containsExactly(
                        "Plan for https://api.example.com; no request is sent",
                        "",
                        "  $1.00            POST /v1/pixverse-text2video with the key, with the document's example",
                        "  $2.16 (assumed)  POST /v1/pixverse-image2video with the key, with the document's example",
                        "",
                        "Not planned",
                        "  no-key, wrong-key, wrong-method, unknown-path, credits, missing-field, bad-value,"
                                + " video (extendV5Video, generateV6Video): excluded by --only",
                        "  video (generateV5Video): costs more than the remaining $0.34 of the budget of $3.50",
                        "",
                        "2 requests, of which 2 may be billed and count as $3.16 at most.",
                        "(assumed): no price is published; the highest published price is assumed.");
    }

    @Test
    void text_everythingPlannedAndPublished_hasNoRemarks() {
        CheckPlan one = plan(KEY, "1", INPUTS, "video", "textToVideo");
        List<PlannedCheck> planned =
                one.items().stream().filter(PlannedCheck::planned).toList();

        assertThat(text(new CheckPlan(planned, one.counted())))
                .containsExactly(
                        "Plan for https://api.example.com; no request is sent",
                        "",
                        "  $1.00            POST /v1/pixverse-text2video with the key, with the document's example",
                        "",
                        "1 request, of which 1 may be billed and count as $1.00 at most.");
    }

    @Test
    void plan_budgetWithoutKey_reportsThatTheKeyIsMissing() {
        assertThat(reasons(plan(Optional.empty(), "5", INPUTS, "video", "textToVideo")))
                .contains("requires a key: set SEGMIND_API_KEY or --key-file FILE");
    }

    @Test
    void plan_keyWithoutBudget_requiresTheBudgetOnly() {
        assertThat(reasons(plan(KEY, null, INPUTS, "video", "textToVideo")))
                .contains("may be billed; requires --budget USD");
    }

    @Test
    void plan_exampleWithoutAnAddress_namesTheOptionAndKeepsTheBudget() {
        CheckPlan plan = plan(KEY, "5", Map.of(), "video", "imageToVideo", "textToVideo");

        assertThat(reasons(plan))
                .contains("requires --image-url URL: the URL in the document's example does not exist");
        assertThat(plan.counted()).isEqualByComparingTo("1");
    }

    @Test
    void plan_addressThatTheDocumentRejects_isRejected() {
        assertThatThrownBy(() -> plan(KEY, "5", Map.of("image_url", "lighthouse.png"), "video", "imageToVideo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The request for imageToVideo is invalid: image_url must be ");
    }

    @Test
    void items_ofEachKind_haveTheirRequests() {
        List<Check> checks = checks(KEY, "100", Optional.empty());

        assertThat(checks).hasSize(32).extracting(Check::kind).isSorted();
        assertThat(request(checks, CheckKind.NO_KEY, "textToVideo")).isEqualTo("POST /v1/pixverse-text2video {}");
        assertThat(request(checks, CheckKind.WRONG_KEY, "textToVideo")).isEqualTo("POST /v1/pixverse-text2video {}");
        assertThat(request(checks, CheckKind.MISSING_FIELD, "textToVideo"))
                .isEqualTo("POST /v1/pixverse-text2video {}");
        assertThat(request(checks, CheckKind.WRONG_METHOD, "textToVideo")).isEqualTo("GET /v1/pixverse-text2video");
        assertThat(request(checks, CheckKind.UNKNOWN_PATH, "service"))
                .isEqualTo("POST /v1/pixverse-no-such-endpoint {}");
        assertThat(request(checks, CheckKind.CREDITS, "service")).isEqualTo("GET /v1/get-user-credits");
    }

    @Test
    void items_ofAVideo_sendTheExampleWithRealAddresses() {
        JsonObject expected = document.requestExample(
                        document.operation("/v1/pixverse-image2video").orElseThrow())
                .orElseThrow();
        expected.addProperty("image_url", INPUTS.get("image_url"));

        assertThat(request(checks(KEY, "100", Optional.empty()), CheckKind.VIDEO, "imageToVideo"))
                .isEqualTo("POST /v1/pixverse-image2video " + expected);
    }

    @Test
    void items_ofABadValue_changeOneListedValueOfTheExample() {
        JsonObject example = document.requestExample(
                        document.operation("/v1/pixverse-text2video").orElseThrow())
                .orElseThrow();
        List<Check> checks = checks(KEY, "100", Optional.empty());
        JsonObject body = checks.stream()
                .filter(check ->
                        check.kind() == CheckKind.BAD_VALUE && check.subject().equals("textToVideo"))
                .findFirst()
                .orElseThrow()
                .request()
                .body()
                .orElseThrow();

        Set<String> changed = new TreeSet<>(body.keySet());
        changed.removeIf(field -> body.get(field).equals(example.get(field)));
        assertThat(body.keySet()).isEqualTo(example.keySet());
        assertThat(changed).hasSize(1).first().satisfies(field -> {
            assertThat(body.get(field).getAsString()).isEqualTo("no-such-value");
            assertThat(RequestValidator.of(document)
                            .validate(
                                    document.operation("/v1/pixverse-text2video")
                                            .orElseThrow(),
                                    body))
                    .singleElement()
                    .asString()
                    .startsWith(field + " must be one of ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "NO_KEY, textToVideo, 0, PT30S", "WRONG_METHOD, textToVideo, 0, PT30S", "UNKNOWN_PATH, service, 0, PT30S",
        "CREDITS, service, 0, PT30S", "VIDEO, textToVideo, 1.00, PT3M40.65S",
                "BAD_VALUE, textToVideo, 1.00, PT3M40.65S",
        "VIDEO, imageToVideo, 2.16, PT3M25S", "VIDEO, generateV6Video, 2.16, PT5M28.55S"
    })
    void items_ofEachKind_havePriceAndTimeLimit(CheckKind kind, String subject, BigDecimal price, Duration limit) {
        Check check = find(checks(KEY, "100", Optional.empty()), kind, subject);

        assertThat(check.price()).isEqualByComparingTo(price);
        assertThat(check.timeLimit()).isEqualTo(limit);
    }

    @Test
    void items_withATimeLimitOfTheUser_haveThatOne() {
        Duration limit = Duration.ofSeconds(7);

        assertThat(checks(KEY, "100", Optional.of(limit)))
                .extracting(Check::timeLimit)
                .containsOnly(limit);
    }

    @Test
    void selection_unknownName_listsAllNames() {
        assertThatThrownBy(() -> CheckSelection.of(List.of("credits", "credit"), document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--only must be one of no-key, wrong-key, wrong-method,"
                        + " unknown-path, credits, missing-field, bad-value, video, textToVideo, imageToVideo,"
                        + " generateV5Video, extendV5Video, generateV6Video, but was 'credit'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "no-key; 5",
                "credits; 1",
                "credits,unknown-path; 2",
                "textToVideo; 6",
                "textToVideo,no-key; 1",
                "textToVideo,credits; 1",
                "video,textToVideo,imageToVideo; 2",
                "textToVideo,imageToVideo; 12"
            })
    void selection_names_includeTheirChecks(String names, int included) {
        CheckSelection selection = CheckSelection.of(List.of(names.split(",")), document);

        assertThat(checks(KEY, "100", Optional.empty()).stream().filter(selection::includes))
                .hasSize(included);
    }

    @Test
    void selection_all_includesEverything() {
        assertThat(checks(KEY, "100", Optional.empty())).allMatch(CheckSelection.all()::includes);
    }

    private List<Check> checks(Optional<ServiceApiKey> key, String budget, Optional<Duration> limit) {
        VerifyOptions options = new VerifyOptions(
                TARGET, key, Optional.of(new BigDecimal(budget)), CheckSelection.all(), INPUTS, limit);
        return new CheckList(document, options)
                .items().stream().map(PlannedCheck::check).toList();
    }

    private static Check find(List<Check> checks, CheckKind kind, String subject) {
        return checks.stream()
                .filter(check -> check.kind() == kind && check.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static String request(List<Check> checks, CheckKind kind, String subject) {
        ProbeRequest request = find(checks, kind, subject).request();
        return request + request.body().map(body -> " " + body).orElse("");
    }

    private CheckPlan plan(Optional<ServiceApiKey> key, String budget, Map<String, String> inputs, String... only) {
        return CheckPlan.of(
                document,
                new VerifyOptions(
                        TARGET,
                        key,
                        Optional.ofNullable(budget).map(BigDecimal::new),
                        CheckSelection.of(List.of(only), document),
                        inputs,
                        Optional.empty()));
    }

    private static List<String> text(CheckPlan plan) {
        return PlanFormatter.of(plan, TARGET).lines().toList();
    }

    private static List<String> reasons(CheckPlan plan) {
        return plan.items().stream()
                .flatMap(item -> item.reason().stream())
                .distinct()
                .toList();
    }
}
