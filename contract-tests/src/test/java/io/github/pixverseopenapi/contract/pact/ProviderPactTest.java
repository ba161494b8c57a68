package io.github.pixverseopenapi.contract.pact;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.VerificationReports;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sandbox satisfies the committed pact. */
@Provider(PactInteractions.PROVIDER)
@PactFolder("pacts")
// Instead of the console, where each interaction would take a dozen lines.
@VerificationReports(value = "markdown", reportDir = ProviderPactTest.REPORTS)
class ProviderPactTest {

    /** Not the key of the pact, so that the test shows that the key is replaced. */
    private static final String KEY = "key-of-this-sandbox-only";

    static final String REPORTS = "target/pact-reports";
    private static final Path LATEST_REPORT = Path.of(REPORTS, PactInteractions.PROVIDER + ".md");
    private static final Path WHOLE_REPORT = Path.of(REPORTS, "provider.md");

    /** Two hours, more than the sandbox keeps the record of a job. */
    private static final Duration AFTER_THE_RECORD = Duration.ofHours(2);

    private ManualClock clock;
    private Sandbox sandbox;
    private CapturingTarget target;
    private String presentedKey;

    @BeforeAll
    static void forgetReports() throws IOException {
        Files.deleteIfExists(LATEST_REPORT);
        Files.deleteIfExists(WHOLE_REPORT);
    }

    @BeforeEach
    void setTarget(PactVerificationContext context) {
        clock = new ManualClock(Instant.parse(ProviderState.DAY_OF_THE_REQUEST + "T10:15:30Z"));
        sandbox = Sandbox.builder().apiKey(KEY).clock(clock).start();
        presentedKey = sandbox.apiKey();
        target = new CapturingTarget(sandbox);
        context.setTarget(target);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    /** Pact would parse the whole report again to add an interaction, which takes longer than verifying it. */
    @AfterEach
    void addToReport() throws IOException {
        Files.write(WHOLE_REPORT, Files.readAllBytes(LATEST_REPORT), CREATE, APPEND);
        Files.delete(LATEST_REPORT);
    }

    @State(ProviderState.VALID_ACCOUNT)
    void validAccount() {
        sandbox.setCredits(BigDecimal.TEN);
    }

    @State(ProviderState.INVALID_KEY)
    void invalidKey() {
        presentedKey = "no-" + sandbox.apiKey();
    }

    @State(ProviderState.ACCOUNT_WITHOUT_CREDITS)
    void accountWithoutCredits() {
        sandbox.setCredits(BigDecimal.ZERO);
    }

    @State(ProviderState.RATE_EXCEEDED)
    void rateExceeded() {
        sandbox.setRateLimit(1, Duration.ofHours(1));
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            PactCase.in(ProviderState.VIDEO)
                    .limit(1)
                    .forEach(call -> PactCall.video(client, call).close());
        }
    }

    @State(ProviderState.JOB_QUEUED)
    Map<String, String> jobQueued() {
        sandbox.setQueueTime(Duration.ofHours(1));
        return submit();
    }

    @State(ProviderState.JOB_PROCESSING)
    Map<String, String> jobProcessing() {
        sandbox.setProcessingTime(Duration.ofHours(1));
        return submit();
    }

    @State(ProviderState.JOB_COMPLETED)
    Map<String, String> jobCompleted() {
        return submit();
    }

    @State(ProviderState.JOB_FAILED)
    Map<String, String> jobFailed() {
        sandbox.failNextJob("The video could not be made.");
        return submit();
    }

    @State(ProviderState.JOB_EXPIRED)
    Map<String, String> jobExpired() {
        Map<String, String> job = submit();
        clock.advance(AFTER_THE_RECORD);
        return job;
    }

    @State(ProviderState.REQUEST_MADE)
    Map<String, String> requestMade(Map<String, String> parameters) {
        assertThat(clock.instant().toString()).startsWith(parameters.get(ProviderState.DAY));
        return submit();
    }

    private Map<String, String> submit() {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            return Map.of(
                    ProviderState.ID,
                    PactCall.submit(client, PactCase.of(Operation.SUBMIT_TEXT_TO_VIDEO, ProviderState.SUBMITTED))
                            .id());
        }
    }

    @State(ProviderState.JSON_RESPONSES)
    void jsonResponses(Map<String, String> parameters) {
        sandbox.respondWith(StubResponse.json(
                200,
                switch (shape(parameters)) {
                    case JSON_VIDEO -> "{\"video\":{\"url\":\"https://videos.example.org/kite.mp4\"}}";
                    case JSON_OUTPUT -> "{\"output\":\"https://videos.example.org/mill.mp4\"}";
                    default -> "{\"error\":\"We do not make videos of this.\"}";
                }));
    }

    @State(ProviderState.MODEL_FORBIDDEN)
    void modelForbidden() {
        sandbox.respondWith(StubResponse.json(403, "{\"error\":\"Ask your team for this model.\"}"));
    }

    @State(ProviderState.MODEL_GONE)
    void modelNotFound() {
        sandbox.respondWith(StubResponse.json(404, "{\"error\":\"There was such a model once.\"}"));
    }

    @State(ProviderState.CALL_FORBIDDEN)
    void callForbidden() {
        sandbox.respondWith(StubResponse.json(403, "{\"error\":\"Ask your team for this call.\"}"));
    }

    @State(ProviderState.MODEL_WITHOUT_JOBS)
    void modelWithoutJobs() {
        sandbox.respondWith(StubResponse.html(405, "<!doctype html><title>Call this model directly</title>"));
    }

    @State(ProviderState.MODEL_RETIRED)
    void modelRetired() {
        sandbox.respondWith(StubResponse.json(410, "{\"error\":\"Use its successor.\"}"));
    }

    @State(ProviderState.ACCOUNT_NEW)
    void accountNew() {
        sandbox.respondWith(StubResponse.json(404, "{\"error\":\"Buy some.\"}"));
    }

    @State(ProviderState.UPLOAD_COSTS)
    void uploadCosts() {
        sandbox.respondWith(StubResponse.json(406, "{\"error\":\"Storage is not free.\"}"));
    }

    @State(ProviderState.FREE_RATE_EXCEEDED)
    void freeRateExceeded() {
        StubResponse response = StubResponse.json(429, "{\"error\":\"Slower, please.\"}");
        sandbox.respondWith(response);
        // Pact's HTTP client repeats a request that got a 429.
        sandbox.respondWith(response);
    }

    @State(ProviderState.SERVICE_FAILS)
    void serviceFails(Map<String, String> parameters) {
        sandbox.respondWith(gateway(500, shape(parameters)));
    }

    @State(ProviderState.SERVICE_UNREACHABLE)
    void serviceUnreachable(Map<String, String> parameters) {
        sandbox.respondWith(gateway(502, shape(parameters)));
    }

    @State(ProviderState.SERVICE_TOO_SLOW)
    void serviceTooSlow(Map<String, String> parameters) {
        sandbox.respondWith(gateway(504, shape(parameters)));
    }

    @State(ProviderState.MODEL_FAILS)
    void modelFails() {
        sandbox.respondWith(StubResponse.json(500, "{\"error\":\"It broke.\",\"status_code\":500}"));
    }

    @State(ProviderState.MODEL_UNREACHABLE)
    void modelUnreachable(Map<String, String> parameters) {
        sandbox.respondWith(gateway(502, shape(parameters)));
    }

    @State(ProviderState.JOB_TOO_SLOW)
    void jobTooSlow(Map<String, String> parameters) {
        sandbox.respondWith(gateway(504, shape(parameters)));
    }

    private static BodyKind shape(Map<String, String> parameters) {
        return BodyKind.valueOf(parameters.get(ProviderState.SHAPE));
    }

    private static StubResponse gateway(int status, BodyKind shape) {
        return switch (shape) {
            case JSON -> StubResponse.json(status, "{\"error\":\"Nobody there.\"}");
            case HTML -> StubResponse.html(status, "<!doctype html><title>Nobody there</title>");
            default -> StubResponse.empty(status);
        };
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void request_ofTheCommittedPact_getsTheAgreedResponse(PactVerificationContext context, HttpRequest request) {
        // Replaces the pact's example; a second header of the name would leave the choice to the sandbox.
        request.setHeader(ApiDocument.load().securityHeader(), presentedKey);
        context.verifyInteraction();
        ApiOperation called = ApiDocument.load()
                .operation(request.getPath().replaceFirst("\\?.*", ""))
                .orElseThrow();
        assertThat(target.problems(called)).isEmpty();
        // Pact accepts any body if none was agreed.
        assertThat(target.sentNoResponse())
                .as("no body")
                .isEqualTo(agreedResponse(context).getBody().isNotPresent());
    }

    private static IResponse agreedResponse(PactVerificationContext context) {
        return context.getInteraction().asSynchronousRequestResponse().getResponse();
    }
}
