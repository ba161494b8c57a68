package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.OperationIds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import okhttp3.Headers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's rules, without a connection: bounds, seeds, rates, credits, stubs, the journal. */
@Tag("pit-sandbox")
class SandboxRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String KEY = "key-of-this-test";
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void settings_atTheirBounds_areAllowed() {
        assertThatNoException()
                .isThrownBy(() -> Sandbox.builder()
                        .port(0)
                        .port(65_535)
                        .credits(BigDecimal.ZERO)
                        .latency(Duration.ZERO)
                        .latency(HOUR)
                        .rateLimit(1, Duration.ofNanos(1))
                        .rateLimit(1, HOUR)
                        .apiKey("a")
                        .apiKey("a b")
                        .apiKey("!~"));
        assertThat(StubResponse.empty(200).status()).isEqualTo(200);
        assertThat(StubResponse.empty(599).status()).isEqualTo(599);
        assertThat(SandboxOptions.port(65_535)).isEqualTo(65_535);
        assertThat(SandboxOptions.calls(1)).isEqualTo(1);
        assertThat(SandboxOptions.window(HOUR)).isEqualTo(HOUR);
        assertThat(SandboxOptions.latency(HOUR)).isEqualTo(HOUR);
        assertThat(SandboxOptions.credits(BigDecimal.ONE)).isEqualTo(BigDecimal.ONE);
        assertThat(SandboxOptions.oneOf("a", "b", Set.of("b"))).isEqualTo("b");
        assertThat(SandboxOptions.<String>nonNull("a", "b")).isEqualTo("b");
    }

    @Test
    void settings_beyondTheirBounds_areRejected() {
        assertRejected(() -> SandboxOptions.port(-1), "port must be 0 (a free one) to 65535, but was -1");
        assertRejected(() -> SandboxOptions.port(65_536), "port must be 0 (a free one) to 65535, but was 65536");
        assertRejected(() -> SandboxOptions.credits(null), "credits must be 0 US dollars or more, but was null");
        assertRejected(
                () -> SandboxOptions.credits(new BigDecimal("-0.01")),
                "credits must be 0 US dollars or more, but was -0.01");
        assertRejected(() -> SandboxOptions.latency(null), "latency must be 0 to 1 hour, but was null");
        assertRejected(
                () -> SandboxOptions.latency(Duration.ofNanos(-1)),
                "latency must be 0 to 1 hour, but was PT-0.000000001S");
        assertRejected(
                () -> SandboxOptions.latency(HOUR.plusNanos(1)),
                "latency must be 0 to 1 hour, but was PT1H0.000000001S");
        assertRejected(() -> Sandbox.builder().queueTime(null), "queueTime must be 0 to 1 hour, but was null");
        assertRejected(
                () -> Sandbox.builder().processingTime(Duration.ofNanos(-1)),
                "processingTime must be 0 to 1 hour, but was PT-0.000000001S");
        assertRejected(
                () -> Sandbox.builder().historyDelay(HOUR.plusNanos(1)),
                "historyDelay must be 0 to 1 hour, but was PT1H0.000000001S");
        Duration year = Duration.ofDays(365);
        assertThat(SandboxOptions.retention("a", year)).isEqualTo(year);
        assertRejected(
                () -> Sandbox.builder().jobRetention(year.plusNanos(1)),
                "jobRetention must be 0 to 365 days, but was PT8760H0.000000001S");
        assertRejected(
                () -> Sandbox.builder().fileRetention(null), "fileRetention must be 0 to 365 days, but was null");
        assertRejected(() -> SandboxOptions.calls(0), "rateLimit calls must be 1 or more, but was 0");
        String window = "rateLimit window must be more than 0 and at most 1 hour, but was ";
        assertRejected(() -> SandboxOptions.window(null), window + "null");
        assertRejected(() -> SandboxOptions.window(Duration.ZERO), window + "PT0S");
        assertRejected(() -> SandboxOptions.window(Duration.ofNanos(-1)), window + "PT-0.000000001S");
        assertRejected(() -> SandboxOptions.window(HOUR.plusNanos(1)), window + "PT1H0.000000001S");
        assertRejected(() -> SandboxOptions.status(199), "status must be 200 to 599, but was 199");
        assertRejected(() -> SandboxOptions.status(600), "status must be 200 to 599, but was 600");
        assertRejected(() -> SandboxOptions.oneOf("a", "b", List.of("d", "c")), "a must be one of c, d, but was b");
        assertRejected(() -> SandboxOptions.nonNull("a", null), "a must be present, but was null");
        String key = "apiKey must be visible ASCII without leading or trailing blanks, but was not (value redacted)";
        assertRejected(() -> Sandbox.builder().apiKey(null), key);
        assertRejected(() -> Sandbox.builder().apiKey(" a"), key);
        assertRejected(() -> Sandbox.builder().clock(null), "clock must be present, but was null");
        assertRejected(() -> Sandbox.builder().document(null), "document must be present, but was null");
        assertRejected(() -> Sandbox.builder().onRequest(null), "onRequest must be present, but was null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"seed\":{\"minimum\":7,\"maximum\":7}} | {} | 7",
                "{\"seed\":{\"minimum\":-1,\"maximum\":1}} | {} | 1",
                "{\"seed\":{\"minimum\":2147483647}} | {} | 2147483647",
                "{\"seed\":{\"minimum\":2147483647,\"maximum\":9007199254740991}} | {} | 2147483647",
                "{\"seed\":{\"minimum\":3,\"maximum\":3,\"default\":0}} | {\"seed\":0.0} | 3",
                "{\"seed\":{\"minimum\":3,\"maximum\":3,\"default\":0}} | {\"seed\":5} | 5",
                "{\"seed\":{}} | {\"seed\":5.0} | 5",
                "{} | {\"seed\":12345678901234567890} | 12345678901234567890"
            })
    void usedSeed_ofACall_isTheRequestedOneOrWithinBounds(String properties, String body, String seed) {
        assertThat(Seed.used(json("{\"properties\":" + properties + "}"), json(body)))
                .isEqualTo(seed);
    }

    @Test
    void seed_withoutAnyRule_isPositive() {
        assertThat(Long.parseLong(Seed.used(json("{\"properties\":{}}"), json("{}"))))
                .isBetween(1L, (long) Integer.MAX_VALUE);
    }

    @Test
    void rateLimit_calls_areAdmittedAgainWhenTheFirstIsAWindowOld() {
        RateLimit limit = new RateLimit();
        assertThat(limit.tryAcquire(NOW)).isEmpty();
        limit.set(2, Duration.ofSeconds(60));

        assertThat(limit.tryAcquire(NOW)).isEmpty();
        assertThat(limit.tryAcquire(NOW.plusSeconds(20))).isEmpty();
        assertThat(limit.tryAcquire(NOW.plusSeconds(59))).hasValue(NOW.plusSeconds(60));
        assertThat(limit.tryAcquire(NOW.plusSeconds(60))).isEmpty();
        assertThat(limit.tryAcquire(NOW.plusSeconds(61))).hasValue(NOW.plusSeconds(80));
        limit.set(1, Duration.ofSeconds(60));
        assertThat(limit.tryAcquire(NOW.plusSeconds(61))).isEmpty();
        assertThat(limit.tryAcquire(NOW.plusSeconds(61))).isPresent();
        limit.clear();
        assertThat(limit.tryAcquire(NOW.plusSeconds(61))).isEmpty();
    }

    @Test
    void credits_charge_isAcceptedUpToTheBalance() {
        CreditLedger ledger = new CreditLedger(new BigDecimal("2"));

        assertThat(ledger.charge(new BigDecimal("2.01")))
                .isEqualTo(new CreditLedger.Charge(false, new BigDecimal("2")));
        assertThat(ledger.charge(new BigDecimal("2"))).isEqualTo(new CreditLedger.Charge(true, BigDecimal.ZERO));
        ledger.set(BigDecimal.TEN);
        assertThat(ledger.balance()).isEqualTo(BigDecimal.TEN);
    }

    @Test
    void stubs_areUsedOnce_thoseOfTheOperationFirst() {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        StubQueue queue = new StubQueue(SandboxHttpClient.DOCUMENT.videoOperations());
        StubResponse any = StubResponse.empty(500);
        StubResponse own = StubResponse.empty(501);
        queue.add(any);
        queue.add(operation.operationId(), own);

        assertThat(queue.operationIds())
                .hasSameSizeAs(SandboxHttpClient.DOCUMENT.videoOperations())
                .contains("textToVideo");
        assertThat(queue.resetsConnection()).isFalse();
        assertThat(queue.next(Optional.of(operation))).hasValue(own);
        assertThat(queue.next(Optional.of(operation))).hasValue(any);
        assertThat(queue.next(Optional.of(operation))).isEmpty();
        assertThat(queue.next(Optional.empty())).isEmpty();
    }

    @Test
    void stub_disconnectAtStart_resetsOneConnection() {
        StubQueue queue = new StubQueue(SandboxHttpClient.DOCUMENT.videoOperations());
        assertThat(queue.resetsConnection()).isFalse();
        queue.add(StubResponse.fault(Fault.DISCONNECT_AT_START));

        assertThat(queue.resetsConnection()).isTrue();
        assertThat(queue.resetsConnection()).isFalse();
        assertThat(queue.next(Optional.empty())).isEmpty();
    }

    @Test
    void stub_invalid_isRejected() {
        StubQueue queue = new StubQueue(SandboxHttpClient.DOCUMENT.videoOperations());

        assertRejected(() -> queue.add(null), "response must be present, but was null");
        assertRejected(() -> queue.add("textToVideo", null), "response must be present, but was null");
        assertRejected(
                () -> queue.add("textToVideo", StubResponse.fault(Fault.DISCONNECT_AT_START)),
                "fault must be a fault that occurs after the operation is known, but was DISCONNECT_AT_START");
        assertRejected(
                () -> queue.add("textToPicture", StubResponse.video()),
                "operationId must be one of " + OperationIds.sorted() + ", but was textToPicture");
        assertRejected(() -> StubResponse.video().withFault(null), "fault must be present, but was null");
    }

    @Test
    void response_parts_areKeptAndCopied() {
        byte[] body = {1, 2};
        StubResponse response = StubResponse.of(201, "a/b", body)
                .withHeader("x-c", "d")
                .withDelay(HOUR)
                .withFault(Fault.GARBAGE);
        body[0] = 9;
        response.body()[1] = 9;

        assertThat(response.body()).containsExactly(1, 2);
        assertThat(response.headers()).isEqualTo(Map.of("content-type", List.of("a/b"), "x-c", List.of("d")));
        assertThat(response.delay()).isEqualTo(HOUR);
        assertThat(response.fault()).hasValue(Fault.GARBAGE);
        assertThat(StubResponse.html(404, "<p>").headers())
                .isEqualTo(Map.of("content-type", List.of("text/html; charset=utf-8")));
        assertThat(StubResponse.video().fault()).isEmpty();
        assertThat(StubResponse.video().delay()).isZero();
    }

    @Test
    void journal_full_dropsTheOldestEntryAndReportsEachNewOne() {
        List<JournalEntry> received = new ArrayList<>();
        Journal journal = new Journal(received::add);
        JournalEntry entry = entry("/first", "");
        journal.add(row(entry));
        for (int number = 1; number < Journal.CAPACITY; number++) {
            journal.add(row(entry("/", "")));
        }

        assertThat(journal.entries()).hasSize(10_000).first().isSameAs(entry);
        journal.add(row(entry("/last", "")));
        assertThat(journal.entries()).hasSize(10_000).last().hasToString("GET /last 200");
        assertThat(journal.entries().get(0)).hasToString("GET / 200");
        assertThat(received).hasSize(10_001);
        journal.clear();
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void journal_bodiesAboveTheLimit_dropsTheOldestEntriesAndKeepsTheLatest() {
        Journal journal = new Journal(entry -> {}, 4);
        journal.add(row(entry("/1", "ab")));
        journal.add(row(entry("/2", "cd")));
        assertThat(journal.entries()).hasSize(2);
        journal.add(row(entry("/3", "e")));
        assertThat(journal.entries()).extracting(JournalEntry::path).containsExactly("/2", "/3");
        journal.add(row(entry("/4", "12345")));
        assertThat(journal.entries()).extracting(JournalEntry::path).containsExactly("/4");
        journal.clear();
        journal.add(row(entry("/5", "ab")));
        journal.add(row(entry("/6", "cd")));
        assertThat(journal.entries()).hasSize(2);
    }

    @Test
    void journalText_key_isOmittedFromPathsAndBodies() {
        assertThat(JournalFormatter.of(List.of(entry("/" + KEY, KEY + " SG_12345678")), List.of(), KEY))
                .isEqualTo("    1. GET /<redacted> 200 <redacted> <redacted>");
    }

    @Test
    void entry_ofAnything_isCopiedAndFoundInAnyCase() {
        byte[] body = {'a'};
        JournalEntry entry = new JournalEntry(
                NOW,
                "GET",
                "/a",
                Map.of("X-b", List.of("1", "2")),
                true,
                true,
                body,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(Fault.GARBAGE));
        body[0] = 'b';
        entry.body()[0] = 'c';

        assertThat(entry.body()).containsExactly('a');
        assertThat(entry.bodyText()).isEqualTo("a");
        assertThat(entry.header("x-B")).hasValue("1");
        assertThat(entry.header("x-c")).isEmpty();
        assertThat(entry).hasToString("GET /a GARBAGE");
    }

    @Test
    void journalText_longJournal_showsTheLast50() {
        List<JournalEntry> entries = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            entries.add(entry("/" + number, ""));
        }

        assertThat(JournalFormatter.of(List.of(), List.of(), KEY)).isEqualTo("  (empty)");
        assertThat(JournalFormatter.of(entries, List.of(), KEY).lines())
                .hasSize(50)
                .first()
                .isEqualTo("    1. GET /1 200");
        entries.add(entry("/51", ""));
        assertThat(JournalFormatter.of(entries, List.of(entries.get(50)), KEY).lines())
                .hasSize(51)
                .startsWith("    … 1 earlier requests", "    2. GET /2 200")
                .endsWith("    50. GET /50 200", "  * 51. GET /51 200");
    }

    @Test
    void journalText_longBody_isCutAfter500Characters() {
        assertThat(JournalFormatter.of(List.of(entry("/", "x".repeat(500))), List.of(), KEY))
                .endsWith(" " + "x".repeat(500));
        assertThat(JournalFormatter.of(List.of(entry("/", "x".repeat(501))), List.of(), KEY))
                .endsWith(" " + "x".repeat(500) + "…");
        assertThat(JournalFormatter.of(List.of(entry("/", "a\r\n\tb")), List.of(), KEY))
                .isEqualTo("    1. GET / 200 a b");
        assertThat(JournalFormatter.of(List.of(entry("/", "\r\n")), List.of(), KEY))
                .isEqualTo("    1. GET / 200");
    }

    @Test
    void journalText_keys_areOmitted() {
        assertThat(JournalFormatter.redact("mine", "a mine, SG_12345678 and SG_1234567"))
                .isEqualTo("a <redacted>, <redacted> and SG_1234567");
    }

    @Test
    void json_ofBodies_isReadOrMissing() {
        assertThat(ComparableJson.find(entry("/", "{\"a\":1}"))).hasValue(json("{\"a\":1}"));
        assertThat(ComparableJson.find(entry("/", "[]"))).isEmpty();
        assertThat(ComparableJson.of(entry("/", "[]"))).isEqualTo(new JsonObject());
        assertThat(ComparableJson.value("a")).hasToString("\"a\"");
        assertRejected(
                () -> ComparableJson.parse("[]"),
                "json must be a JSON object, but was [] (the body must be a JSON object, but was another value)");
    }

    @Test
    void key_sent_isMissingWrongOrRight() {
        ApiKeyAuthenticator check = new ApiKeyAuthenticator("x-api-key", "right");

        assertThat(text(check.reject(Headers.of())))
                .isEqualTo("401 {\"error\":\"header x-api-key must be an API key, but was missing.\"}");
        assertThat(text(check.reject(Headers.of("X-Api-Key", " "))))
                .isEqualTo("401 {\"error\":\"header x-api-key must be an API key, but was missing.\"}");
        assertThat(text(check.reject(Headers.of("X-Api-Key", "left"))))
                .isEqualTo("401 {\"error\":\"The API key is not valid.\"}");
        assertThat(check.reject(Headers.of("X-Api-Key", "right"))).isEmpty();
        assertThat(check.accepts(Headers.of("x-api-key", "right"))).isTrue();
        assertThat(check.accepts(Headers.of())).isFalse();
        assertThat(check.redacted(Headers.of("X-Api-Key", "left", "a", "b")))
                .isEqualTo(Map.of("x-api-key", List.of("<redacted>"), "a", List.of("b")));
        assertThat(check.redacted(Headers.of("a", "b"))).isEqualTo(Map.of("a", List.of("b")));
        assertThat(check.key()).isEqualTo("right");
        assertThat(check.header()).isEqualTo("x-api-key");
    }

    @Test
    void provenance_headerValue_isInSmallLetters() {
        assertThat(Provenance.values())
                .extracting(Provenance::headerValue)
                .containsExactly("recorded", "derived", "synthesised");
    }

    @Test
    void videoHeaders_ofAnOperation_areThoseThatItDeclares() {
        ApiDocument document = SandboxHttpClient.DOCUMENT;

        assertThat(new VideoHeaders(document)
                        .of(document.videoOperations().get(0), BigDecimal.ONE, BigDecimal.TEN, "5"))
                .isEqualTo(Map.of(
                        "x-cost", "1", "x-remaining-credits", "10", "x-generation-time", "44.13", "x-seed-value", "5"));
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static String text(Optional<StubResponse> response) {
        return response.map(stub -> stub.status() + " " + new String(stub.body(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static JournalRow row(JournalEntry entry) {
        return new JournalRow(entry, Optional.empty(), BigDecimal.ZERO);
    }

    private static JournalEntry entry(String path, String body) {
        return new JournalEntry(
                NOW,
                "GET",
                path,
                Map.of(),
                false,
                false,
                body.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                OptionalInt.of(200),
                Optional.empty());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
