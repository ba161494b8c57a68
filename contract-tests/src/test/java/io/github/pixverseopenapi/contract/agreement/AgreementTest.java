package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
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

/** Two validators, the client and the sandbox return the same verdict on every request. */
@Tag("agreement")
class AgreementTest {
    /** All combinations of more would take too long; pairs find what rules on two fields get wrong. */
    private static final int MAX_COMBINATIONS = 10_000;

    /** HTTP is slow; only a full run sends every case to the sandbox. */
    private static final int CASES_TO_AN_HTTP_CALL = Integer.getInteger("pixverse.agreement.casesToAnHttpCall", 13);

    /** A submission has the schema of the call whose video it makes, so that a part of its cases is enough. */
    private static final int CASES_TO_A_SUBMISSION = 13;

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final VerdictCounts TALLY = new VerdictCounts();
    private static Validators validators;

    @BeforeAll
    static void start() {
        validators = Validators.start();
    }

    @AfterAll
    static void stop() {
        validators.close();
        System.out.println("agreement: " + TALLY);
    }

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_oneThingChanged_allAgree(ApiOperation operation) {
        requireAgreement(operation, SystematicCases.of(Fields.of(DOCUMENT, operation)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_listedValuesCombined_allAgree(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        List<RequestCase> cases = new ArrayList<>(Combinations.ofPairs(fields));
        if (Combinations.countOfAllListed(fields) <= MAX_COMBINATIONS) {
            cases.addAll(Combinations.ofAllListed(fields));
        }
        // Adds an invalid request where nothing is excluded.
        cases.add(new RequestCase("no field", "{}"));
        requireAgreement(operation, cases);
    }

    static List<ApiOperation> submissions() {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.submits().isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void validate_aSubmission_allAgree(ApiOperation submission) {
        List<RequestCase> cases = SystematicCases.of(Fields.of(DOCUMENT, submission));
        Agreement agreement = new Agreement(TALLY);
        IntStream.range(0, cases.size())
                .filter(number -> number % CASES_TO_A_SUBMISSION == 0)
                .parallel()
                .forEach(number -> agreement.validate(submission, cases.get(number), validators.all()));
        agreement.require();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void validate_randomRequests_allAgree() {
        AgreementOptions settings = AgreementOptions.read();
        System.out.println("agreement: random requests; for the same again: " + settings.again());
        List<ApiOperation> operations = Validators.withVideoRequests(DOCUMENT);
        List<RandomCases> cases = operations.stream()
                .map(operation -> new RandomCases(Fields.of(DOCUMENT, operation)))
                .toList();
        VerdictCounts tally = new VerdictCounts();
        Agreement agreement = new Agreement(tally);
        IntStream.range(0, settings.requests()).parallel().forEach(number -> {
            int operation = new SplittableRandom(settings.seed() + number).nextInt(cases.size());
            agreement.validate(
                    operations.get(operation),
                    cases.get(operation).at(settings.seed(), number),
                    settings.overHttp(number) ? validators.all() : validators.inMemory());
        });
        System.out.println("agreement: random requests: " + tally);
        agreement.require();
        assertThat(validators.inMemory())
                .allSatisfy(validator -> assertThat(tally.validated(validator)).isEqualTo(settings.requests()));
        assertThat(tally.validated(validators.sandbox())).isEqualTo(settings.http());
    }

    private static void requireAgreement(ApiOperation operation, List<RequestCase> cases) {
        Agreement agreement = new Agreement(TALLY);
        IntStream.range(0, cases.size())
                .parallel()
                .forEach(number -> agreement.validate(
                        operation,
                        cases.get(number),
                        number % CASES_TO_AN_HTTP_CALL == 0 ? validators.all() : validators.inMemory()));
        agreement.require();
    }
}
