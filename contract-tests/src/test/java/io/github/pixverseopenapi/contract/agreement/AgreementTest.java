package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementTest {
    /** All combinations of more would take too long; pairs find what rules on two fields get wrong. */
    private static final int MOST_COMBINATIONS = 10_000;

    /** HTTP takes its time; -Dpixverse.agreement.casesToAnHttpCall=1 asks the sandbox about every case. */
    private static final int CASES_TO_AN_HTTP_CALL = Integer.getInteger("pixverse.agreement.casesToAnHttpCall", 37);

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static Sides sides;

    @BeforeAll
    static void start() {
        sides = Sides.start();
    }

    @AfterAll
    static void stop() {
        sides.close();
    }

    static List<ApiOperation> operations() {
        return DOCUMENT.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void judge_oneThingChanged_allAgree(ApiOperation operation) {
        requireAgreement(operation, SystematicCases.of(Fields.of(DOCUMENT, operation)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void judge_listedValuesCombined_allAgree(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        Agreement agreement = new Agreement(sides.inMemory());
        if (Combinations.countOfAllListed(fields) <= MOST_COMBINATIONS) {
            judgeAll(agreement, operation, Combinations.ofAllListed(fields));
        }
        judgeAll(agreement, operation, Combinations.ofPairs(fields));
        // So that there is something to refuse where nothing is excluded.
        agreement.judge(operation, new Case("no field", "{}"));
        agreement.require();
    }

    @Test
    void judge_randomRequests_allAgree() {
        RandomSettings settings = RandomSettings.read();
        System.out.println("Random requests: -Dpixverse.agreement.seed=" + settings.seed()
                + " -Dpixverse.agreement.requests=" + settings.requests());
        Map<ApiOperation, RandomCases> cases = new HashMap<>();
        for (ApiOperation operation : operations()) {
            cases.put(operation, new RandomCases(Fields.of(DOCUMENT, operation), settings.seed()));
        }
        Agreement agreement = new Agreement(sides.inMemory());
        for (int i = 0; i < settings.requests(); i++) {
            ApiOperation operation = operations().get(i % operations().size());
            Case request = cases.get(operation).next("random request " + i + " of seed " + settings.seed());
            agreement.judge(operation, request, settings.overHttp(i) ? sides.all() : sides.inMemory());
        }
        System.out.println("Random requests: " + agreement);
        agreement.require();
    }

    private static void requireAgreement(ApiOperation operation, List<Case> cases) {
        Agreement agreement = new Agreement(sides.inMemory());
        judgeAll(agreement, operation, cases);
        agreement.require();
    }

    private static void judgeAll(Agreement agreement, ApiOperation operation, List<Case> cases) {
        for (int i = 0; i < cases.size(); i++) {
            agreement.judge(operation, cases.get(i), i % CASES_TO_AN_HTTP_CALL == 0 ? sides.all() : sides.inMemory());
        }
    }
}
