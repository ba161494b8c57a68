package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generations and their charges, without a connection. */
@Tag("pit-sandbox")
class GenerationStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final GenerationPlan PLAN = new GenerationPlan(BigDecimal.ONE, SampleVideo.DEFAULT, "7");

    private final CreditLedger ledger = new CreditLedger(BigDecimal.TEN);

    @Test
    void store_full_forgetsTheOldest() throws RejectedRequestException {
        GenerationStore store = new GenerationStore(ledger, JobTimes.DEFAULT, 2, 100);
        String first = store.submit(request(""), PLAN).id();
        String second = store.submit(request(""), PLAN).id();
        assertThat(store.job(first, NOW)).isPresent();

        String third = store.submit(request(""), PLAN).id();

        assertThat(store.job(first, NOW)).isEmpty();
        assertThat(store.jobs(NOW)).extracting(SandboxJob::id).containsExactly(second, third);
        assertThat(store.balance(NOW)).isEqualByComparingTo("7");
        assertThat(GenerationStore.CAPACITY).isEqualTo(10_000);
    }

    @Test
    void store_bodiesAboveTheLimit_forgetsTheOldestAndKeepsTheLatest() throws RejectedRequestException {
        GenerationStore store = new GenerationStore(ledger, JobTimes.DEFAULT, 100, 4);
        store.submit(request("ab"), PLAN);
        String second = store.submit(request("cd"), PLAN).id();
        assertThat(store.jobs(NOW)).hasSize(2);

        String third = store.submit(request("e"), PLAN).id();
        assertThat(store.jobs(NOW)).extracting(SandboxJob::id).containsExactly(second, third);
        String fourth = store.submit(request("12345"), PLAN).id();
        assertThat(store.jobs(NOW)).extracting(SandboxJob::id).containsExactly(fourth);
    }

    @Test
    void job_forgottenBeforeItsEnd_isChargedAllTheSame() throws RejectedRequestException {
        GenerationStore store =
                new GenerationStore(ledger, JobTimes.DEFAULT.withProcessing(Duration.ofSeconds(1)), 1, 100);
        store.submit(request("ab"), PLAN);
        store.submit(request("cd"), PLAN);

        assertThat(store.balance(NOW.plusSeconds(1))).isEqualByComparingTo("8");
    }

    @Test
    void submit_tooFewCredits_isRejected() {
        GenerationStore store = new GenerationStore(new CreditLedger(BigDecimal.ZERO), JobTimes.DEFAULT);

        assertThatThrownBy(() -> store.submit(request(""), PLAN))
                .isInstanceOf(RejectedRequestException.class)
                .hasMessage("status 406");
        assertThatThrownBy(() -> store.generate(request(""), PLAN, Duration.ZERO))
                .isInstanceOf(RejectedRequestException.class);
        assertThat(store.history(NOW)).isEmpty();
    }

    @Test
    void ledger_openJobs_reduceWhatIsAvailable() {
        CreditLedger few = new CreditLedger(new BigDecimal("2"));

        assertThat(few.open(new BigDecimal("2"))).isEqualTo(new CreditLedger.Charge(true, BigDecimal.ZERO));
        assertThat(few.open(BigDecimal.ONE)).isEqualTo(new CreditLedger.Charge(false, BigDecimal.ZERO));
        assertThat(few.charge(BigDecimal.ONE)).isEqualTo(new CreditLedger.Charge(false, BigDecimal.ZERO));
        assertThat(few.balance()).isEqualTo(new BigDecimal("2"));
        assertThat(few.complete(BigDecimal.ONE)).isEqualTo(BigDecimal.ONE);
        few.fail(BigDecimal.ONE);
        assertThat(few.charge(BigDecimal.ONE)).isEqualTo(new CreditLedger.Charge(true, BigDecimal.ZERO));
    }

    @Test
    void snapshot_ofAJob_namesItInText() {
        SandboxJob job = new SandboxJob(
                "a", "submitV6Video", SandboxJobState.QUEUED, NOW, BigDecimal.ONE, Optional.empty(), false, false);

        assertThat(job).hasToString("a submitV6Video QUEUED");
        assertThat(SandboxJobState.values())
                .filteredOn(SandboxJobState::isFinal)
                .containsExactly(SandboxJobState.COMPLETED, SandboxJobState.FAILED);
    }

    private static ValidRequest request(String body) {
        ApiOperation submit = SandboxHttpClient.operation("submitTextToVideo");
        return new ValidRequest(
                submit,
                new ParsedRequest(
                        new RequestHead("POST " + submit.path() + " HTTP/1.1", List.of()),
                        body.getBytes(StandardCharsets.UTF_8),
                        true,
                        Optional.empty()),
                new JsonObject(),
                Map.of(),
                NOW);
    }
}
