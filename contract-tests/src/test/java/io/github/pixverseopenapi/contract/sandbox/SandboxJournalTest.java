package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxJournalTest {

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    /** A caller that sends large bodies would fill the memory long before ten thousand of them. */
    @Test
    void journal_bodiesAboveTheLimit_dropsTheOldestEntries() {
        Journal journal = new Journal(entry -> {}, 100);
        for (int size : new int[] {40, 50, 11, 60, 101}) {
            journal.add(row(entry(size)));
        }

        assertThat(journal.entries()).extracting(entry -> entry.body().length).containsExactly(101);
        journal.add(row(entry(0)));
        journal.add(row(entry(100)));
        assertThat(journal.entries()).extracting(entry -> entry.body().length).containsExactly(0, 100);
        journal.clear();
        journal.add(row(entry(60)));
        journal.add(row(entry(40)));
        assertThat(journal.entries()).extracting(entry -> entry.body().length).containsExactly(60, 40);
    }

    private static JournalRow row(JournalEntry entry) {
        return new JournalRow(entry, Optional.empty(), BigDecimal.ZERO);
    }

    private static JournalEntry entry(int size) {
        return new JournalEntry(
                Instant.EPOCH,
                "POST",
                "/",
                Map.of(),
                true,
                true,
                new byte[size],
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    @Test
    void journal_afterCall_holdsRequestAndResponse(Sandbox sandbox) {
        call(sandbox, operation);

        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.method()).isEqualTo(operation.method());
            assertThat(entry.path()).isEqualTo(operation.path());
            assertThat(entry.bodyText())
                    .isEqualTo(SandboxHttpClient.validBody(operation).toString());
            assertThat(entry.header("content-type")).contains("application/json");
            assertThat(entry.operationId()).contains(operation.operationId());
            assertThat(entry.keyAccepted()).isTrue();
            assertThat(entry.status()).hasValue(200);
            assertThat(entry.fault()).isEmpty();
        });
    }

    @Test
    void journal_rightAndWrongKeys_holdsNeither(Sandbox sandbox) {
        call(sandbox, operation);
        send(request(sandbox, operation.path())
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), "SG_0123456789abcdef")
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), "second-value")
                .POST(BodyPublishers.noBody()));
        send(request(sandbox, operation.path()).POST(BodyPublishers.noBody()));

        List<JournalEntry> entries = sandbox.journal();
        assertThat(entries).extracting(JournalEntry::keyAccepted).containsExactly(true, false, false);
        assertThat(entries)
                .extracting(entry -> entry.header(SandboxHttpClient.DOCUMENT.securityHeader()))
                .containsExactly(
                        Optional.of(JournalEntry.REDACTED), Optional.of(JournalEntry.REDACTED), Optional.empty());
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.headers().toString())
                        .doesNotContain(sandbox.apiKey(), "SG_0123456789abcdef", "second-value"));
    }

    @Test
    void journal_unknownPath_hasNoOperation(Sandbox sandbox) {
        send(request(sandbox, "/nowhere?a=b").GET());

        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo("/nowhere?a=b");
            assertThat(entry.operationId()).isEmpty();
            assertThat(entry.body()).isEmpty();
            assertThat(entry.toString()).isEqualTo("GET /nowhere?a=b 404");
        });
    }

    @Test
    void journal_reusedConnection_marksTheFirstRequestOnly(Sandbox sandbox) throws Exception {
        HttpClient caller =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < 2; i++) {
            caller.send(request(sandbox, "/nowhere").GET().build(), BodyHandlers.ofString());
        }

        assertThat(sandbox.journal()).extracting(JournalEntry::freshConnection).containsExactly(true, false);
    }

    @Test
    void clearJournal_afterCall_leavesNothing(Sandbox sandbox) {
        call(sandbox, operation);

        sandbox.clearJournal();

        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void journal_fromOutside_cannotBeChanged(Sandbox sandbox) {
        call(sandbox, operation);
        JournalEntry entry = sandbox.journal().get(0);

        entry.body()[0] = 0;

        assertThat(entry.bodyText())
                .isEqualTo(SandboxHttpClient.validBody(operation).toString());
        assertThatThrownBy(() -> sandbox.journal().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> entry.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void journal_full_dropsTheOldest() {
        Journal journal = new Journal(entry -> {});
        for (int number = 0; number <= Journal.CAPACITY; number++) {
            journal.add(row(new JournalEntry(
                    Instant.EPOCH,
                    "GET",
                    "/" + number,
                    Map.of(),
                    false,
                    true,
                    new byte[0],
                    Optional.empty(),
                    OptionalInt.of(404),
                    Optional.empty())));
        }

        assertThat(journal.entries()).hasSize(Journal.CAPACITY);
        assertThat(journal.entries().get(0).path()).isEqualTo("/1");
    }

    @Test
    void onRequest_afterCall_receivedTheJournalEntry() {
        List<JournalEntry> received = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.builder().onRequest(received::add).start()) {
            call(sandbox, operation);

            assertThat(received).isEqualTo(sandbox.journal()).hasSize(1);
        }
    }
}
