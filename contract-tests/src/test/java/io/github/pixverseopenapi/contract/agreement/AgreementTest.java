package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two validators, the client and the sandbox say the same of every request. */
@Tag("agreement")
class AgreementTest {
    /** All combinations of more would take too long; pairs find what rules on two fields get wrong. */
    private static final int MOST_COMBINATIONS = 10_000;

    /** HTTP takes its time; a full run asks the sandbox about every case. */
    private static final int CASES_TO_AN_HTTP_CALL = Integer.getInteger("pixverse.agreement.casesToAnHttpCall", 13);

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final VerdictCounts TALLY = new VerdictCounts();
    private static Validators sides;

    @BeforeAll
    static void start() {
        sides = Validators.start();
    }

    @AfterAll
    static void stop() {
        sides.close();
        System.out.println("agreement: " + TALLY);
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
        List<RequestCase> cases = new ArrayList<>(Combinations.ofPairs(fields));
        if (Combinations.countOfAllListed(fields) <= MOST_COMBINATIONS) {
            cases.addAll(Combinations.ofAllListed(fields));
        }
        // So that there is something to refuse where nothing is excluded.
        cases.add(new RequestCase("no field", "{}"));
        requireAgreement(operation, cases);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void judge_randomRequests_allAgree() {
        AgreementOptions settings = AgreementOptions.read();
        System.out.println("agreement: random requests; for the same again: " + settings.again());
        List<RandomCases> cases = operations().stream()
                .map(operation -> new RandomCases(Fields.of(DOCUMENT, operation)))
                .toList();
        VerdictCounts tally = new VerdictCounts();
        Agreement agreement = new Agreement(tally);
        IntStream.range(0, settings.requests()).parallel().forEach(number -> {
            int operation = new SplittableRandom(settings.seed() + number).nextInt(cases.size());
            agreement.judge(
                    operations().get(operation),
                    cases.get(operation).at(settings.seed(), number),
                    settings.overHttp(number) ? sides.all() : sides.inMemory());
        });
        System.out.println("agreement: random requests: " + tally);
        agreement.require();
        assertThat(sides.inMemory())
                .allSatisfy(side -> assertThat(tally.judged(side)).isEqualTo(settings.requests()));
        assertThat(tally.judged(sides.sandbox())).isEqualTo(settings.http());
    }

    private static void requireAgreement(ApiOperation operation, List<RequestCase> cases) {
        Agreement agreement = new Agreement(TALLY);
        IntStream.range(0, cases.size())
                .parallel()
                .forEach(number -> agreement.judge(
                        operation,
                        cases.get(number),
                        number % CASES_TO_AN_HTTP_CALL == 0 ? sides.all() : sides.inMemory()));
        agreement.require();
    }
}
