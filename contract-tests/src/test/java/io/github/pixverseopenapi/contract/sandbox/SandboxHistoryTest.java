package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.get;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.json;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.operation;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history of calls and jobs. The clock starts on 2026-01-02 at 03:04:05. */
@Tag("pit-sandbox")
class SandboxHistoryTest {

    private static final String HISTORY = "/inference-request/request-history";
    private static final ApiOperation V6 = operation("generateV6Video");

    private final ManualClock clock = new ManualClock();
    private final Sandbox sandbox = Sandbox.builder()
            .clock(clock)
            .processingTime(Duration.ofMillis(1500))
            .jobRetention(Duration.ZERO)
            .start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void row_ofAVideoCall_isFoundByItsRequestId() {
        String id = callVideo();

        assertThat(row(id))
                .isEqualTo(JsonParser.parseString("{\"request_id\":\"" + id + "\",\"model_name\":\"pixverse-v6\","
                        + "\"model_status\":\"COMPLETED\",\"model_created\":\"2026-01-02T03:04:05Z\","
                        + "\"credits_deduction\":2.16,\"request_body\":" + SandboxHttpClient.validBody(V6)
                        + ",\"latency_ms\":0,\"generation_url\":\"" + sandbox.baseUrl() + "/files/" + id + ".mp4\"}"));
    }

    @Test
    void row_ofAJob_followsItsState() {
        String id = submit(sandbox, "submitV6Video");
        String start = "{\"request_id\":\"" + id + "\",\"model_name\":\"pixverse-v6\",\"model_status\":\"";
        String middle =
                "\",\"model_created\":\"2026-01-02T03:04:05Z\",\"request_body\":" + SandboxHttpClient.validBody(V6);

        assertThat(row(id)).isEqualTo(JsonParser.parseString(start + "PENDING" + middle + ",\"credits_deduction\":0}"));
        clock.advance(Duration.ofMillis(1500));
        assertThat(row(id))
                .isEqualTo(JsonParser.parseString(start + "COMPLETED" + middle
                        + ",\"credits_deduction\":2.16,\"latency_ms\":1500,\"generation_url\":\"" + sandbox.baseUrl()
                        + "/files/" + id + ".mp4\"}"));
    }

    @Test
    void row_ofAFailedJob_hasTheErrorAndNoCost() {
        sandbox.failNextJob("declined");
        String id = submit(sandbox, "submitV6Video");
        clock.advance(Duration.ofMillis(1500));

        assertThat(row(id))
                .isEqualTo(JsonParser.parseString("{\"request_id\":\"" + id + "\",\"model_name\":\"pixverse-v6\","
                        + "\"model_status\":\"FAILED\",\"model_created\":\"2026-01-02T03:04:05Z\","
                        + "\"credits_deduction\":0,\"request_body\":" + SandboxHttpClient.validBody(V6)
                        + ",\"latency_ms\":1500,\"error\":\"declined\"}"));
    }

    @Test
    void rejectedCalls_haveNoRow() {
        call(sandbox, V6, "{}");

        assertThat(json(get(sandbox, HISTORY)).toString())
                .isEqualTo("{\"data\":[],\"page\":1,\"per_page\":20,\"total\":0}");
    }

    @Test
    void row_unknownId_returns404() {
        HttpResponse<byte[]> response = get(sandbox, HISTORY + "/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response)).isEqualTo("No request has the id nothing, or its record has expired.");
    }

    @Test
    void row_beforeTheHistoryDelay_isUnknown() {
        sandbox.setHistoryDelay(Duration.ofSeconds(30));
        String id = callVideo();
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(get(sandbox, HISTORY + "/" + id).statusCode()).isEqualTo(404);
        assertThat(ids("")).isEmpty();
        clock.advance(Duration.ofNanos(1));

        assertThat(get(sandbox, HISTORY + "/" + id).statusCode()).isEqualTo(200);
        assertThat(ids("")).containsExactly(id);
    }

    @Test
    void builder_historyDelay_isUsed() {
        try (Sandbox delayed = Sandbox.builder()
                .clock(clock)
                .historyDelay(Duration.ofSeconds(1))
                .start()) {
            String id = submit(delayed);
            assertThat(get(delayed, HISTORY + "/" + id).statusCode()).isEqualTo(404);
            clock.advance(Duration.ofSeconds(1));
            assertThat(get(delayed, HISTORY + "/" + id).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void list_withoutParameters_isTheLatestWeekNewestFirst() {
        String tooOld = callVideo();
        clock.advance(Duration.ofDays(1));
        String first = callVideo();
        String second = submit(sandbox);
        clock.advance(Duration.ofDays(7));
        String today = callVideo();

        assertThat(ids("")).containsExactly(today, second, first);
        assertThat(ids("?from_date=2026-01-02&to_date=2026-01-02")).containsExactly(tooOld);
        assertThat(ids("?from_date=2026-01-02")).containsExactly(today, second, first, tooOld);
        assertThat(ids("?from_date=2026-01-03&to_date=2026-01-09")).containsExactly(second, first);
        assertThat(row(tooOld).get("request_id").getAsString()).isEqualTo(tooOld);
    }

    @Test
    void list_afterTheEndOfAJob_hasItsCost() {
        submit(sandbox);
        clock.advance(Duration.ofSeconds(2));

        assertThat(json(get(sandbox, HISTORY))
                        .getAsJsonArray("data")
                        .get(0)
                        .getAsJsonObject()
                        .get("credits_deduction")
                        .getAsBigDecimal())
                .isEqualByComparingTo("1");
    }

    @Test
    void list_pages_splitTheRows() {
        List<String> all = List.of(callVideo(), callVideo(), callVideo());

        JsonObject first = json(get(sandbox, HISTORY + "?per_page=2&sort_order=asc"));
        JsonObject second = json(get(sandbox, HISTORY + "?page=2&per_page=2&sort_order=asc"));

        assertThat(idsOf(first)).isEqualTo(all.subList(0, 2));
        assertThat(idsOf(second)).isEqualTo(all.subList(2, 3));
        assertThat(second.get("page").getAsInt()).isEqualTo(2);
        assertThat(second.get("per_page").getAsInt()).isEqualTo(2);
        assertThat(second.get("total").getAsInt()).isEqualTo(3);
        assertThat(ids("?page=3&per_page=2")).isEmpty();
        assertThat(json(get(sandbox, HISTORY + "?page=9999999999")).get("page").getAsInt())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void list_filters_selectRows() {
        String video = callVideo();
        sandbox.failNextJob("no");
        String failed = submit(sandbox);
        clock.advance(Duration.ofSeconds(2));
        String pending = submit(sandbox);

        assertThat(ids("?status=COMPLETED")).containsExactly(video);
        assertThat(ids("?status=FAILED")).containsExactly(failed);
        assertThat(ids("?status=PENDING")).containsExactly(pending);
        assertThat(ids("?model_name=v6")).containsExactly(video);
        assertThat(ids("?model_name=text2")).containsExactly(pending, failed);
        assertThat(ids("?model_name=text2&status=FAILED")).containsExactly(failed);
    }

    @Test
    void list_sorted_hasThatOrder() {
        String v6 = callVideo();
        clock.advance(Duration.ofSeconds(1));
        String image = header(call(sandbox, operation("extendV5Video")), "x-request-id");
        clock.advance(Duration.ofSeconds(1));
        String text = submit(sandbox);

        assertThat(ids("?sort_by=model_created")).containsExactly(text, image, v6);
        assertThat(ids("?sort_by=model_created&sort_order=asc")).containsExactly(v6, image, text);
        assertThat(ids("?sort_by=model_name&sort_order=asc")).containsExactly(image, text, v6);
        assertThat(ids("?sort_by=model_name&sort_order=desc")).containsExactly(v6, text, image);
        assertThat(ids("?sort_by=credits_deduction&sort_order=asc")).containsExactly(text, v6, image);
        clock.advance(Duration.ofDays(1));
        assertThat(ids("?sort_by=credits_deduction&sort_order=asc")).containsExactly(text, v6, image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from_date=2026-02-30 | from_date must be a date of the calendar, but was \"2026-02-30\"",
                "to_date=2026-13-01 | to_date must be a date of the calendar, but was \"2026-13-01\"",
                "from_date=2026-01-03 | from_date must be on or before to_date 2026-01-02, but was \"2026-01-03\"",
                "from_date=2025-12-01 | from_date must be at most 31 days before to_date 2026-01-02, but was \"2025-12-01\"",
                "from_date=today | from_date must be a date such as 2026-11-24, but was \"today\"",
                "per_page=101 | per_page must be a whole number from 1 to 100, but was \"101\"",
                "page=0 | page must be a whole number of at least 1, but was \"0\"",
                "status=DONE | status must be one of \"COMPLETED\", \"FAILED\", \"PENDING\", but was \"DONE\"",
                "page=1&page=2 | page must be present once, but was present 2 times",
                "page=0&per_page=0 | page must be a whole number of at least 1, but was \"0\"; per_page must be a whole"
                        + " number from 1 to 100, but was \"0\""
            })
    void list_invalidParameter_isRejected(String query, String message) {
        HttpResponse<byte[]> response = get(sandbox, HISTORY + "?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo(message);
    }

    @Test
    void list_of31Days_isAccepted() {
        assertThat(get(sandbox, HISTORY + "?from_date=2025-12-02").statusCode()).isEqualTo(200);
    }

    @Test
    void history_withoutKeyOrByOtherMethod_isRejected() {
        assertThat(send(request(sandbox, HISTORY)).statusCode()).isEqualTo(401);
        assertThat(send(request(sandbox, HISTORY + "/a")).statusCode()).isEqualTo(401);
        assertThat(send(request(sandbox, HISTORY).DELETE()).statusCode()).isEqualTo(405);
    }

    private String callVideo() {
        return header(call(sandbox, V6), "x-request-id");
    }

    private JsonObject row(String id) {
        return json(get(sandbox, HISTORY + "/" + id));
    }

    private List<String> ids(String query) {
        return idsOf(json(get(sandbox, HISTORY + query)));
    }

    private static List<String> idsOf(JsonObject page) {
        return StreamSupport.stream(page.getAsJsonArray("data").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(row -> row.get("request_id").getAsString())
                .toList();
    }
}
