package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.json;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox's page is made of, and the API behind it; {@code SandboxBrowserTest} opens the page. */
@Tag("pit-sandbox")
@ExtendWith(SandboxExtension.class)
class SandboxPageTest {

    private static final String STATE = "/_sandbox/state";
    private static final ApiOperation OPERATION = SandboxHttpClient.anyOperation();

    @Test
    void address_openedInABrowser_leadsToThePage(Sandbox sandbox) {
        HttpResponse<byte[]> response =
                send(request(sandbox, "/").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(header(response, "Location")).isEqualTo("/_sandbox/");
        assertThat(text(send(request(sandbox, "/_sandbox/")))).startsWith("<!doctype html>");
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json"})
    void address_requestedByAProgram_isNoEndpoint(String accept, Sandbox sandbox) {
        assertThat(send(request(sandbox, "/").header("Accept", accept)).statusCode())
                .isEqualTo(404);
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void page_itsFiles_areServedWithTheirTypes(Sandbox sandbox) {
        String page = text(send(request(sandbox, "/_sandbox/")));
        String script = text(send(request(sandbox, "/_sandbox/page.js")));

        assertThat(Pattern.compile("(?:href|src|from)=?[ ]?\"(?:[.]/)?([^#\"]+)\"")
                        .matcher(page + script)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize(7)
                .allSatisfy(name -> {
                    HttpResponse<byte[]> file = send(request(sandbox, "/_sandbox/" + name));
                    assertThat(file.statusCode()).isEqualTo(200);
                    assertThat(header(file, "Content-Type"))
                            .isEqualTo(
                                    name.endsWith(".js")
                                            ? "text/javascript; charset=utf-8"
                                            : name.endsWith(".css") ? "text/css; charset=utf-8" : "image/png");
                });
    }

    /** The Content-Security-Policy would block them. */
    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "panel.js", "video-response.js", "page.css"})
    void page_hasNeitherInlineScriptsNorAddressesElsewhere(String name, Sandbox sandbox) {
        assertThat(text(send(request(sandbox, "/_sandbox/" + name))))
                .doesNotContain("://", "onclick", "onload", "<style", "style=", "innerHTML", "eval(")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "swagger-ui/swagger-ui-bundle.js", "openapi.json", "state", "unknown"})
    void page_anyResponse_restrictsWhatABrowserMayDo(String name, Sandbox sandbox) {
        HttpResponse<byte[]> response = send(request(sandbox, "/_sandbox/" + name));

        assertThat(header(response, "Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Connection")).isEqualTo("close");
        assertThat(header(response, "Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "swagger-ui/", "swagger-ui/index.html", "../pixverse.yaml", "page/page.js"})
    void page_unknownName_isNotFound(String name, Sandbox sandbox) {
        // Raw, because a client would resolve the dots.
        assertThat(PageFiles.find(name)).isEmpty();
        assertThat(send(request(sandbox, "/_sandbox/unknown")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, '', 'GET, HEAD'",
        "DELETE, openapi.json, 'GET, HEAD'",
        "POST, state, GET",
        "GET, settings, PATCH",
        "PATCH, faults, POST",
        "GET, failures, POST",
        "GET, journal, DELETE"
    })
    void page_wrongMethod_namesTheAllowedOne(String method, String name, String allowed, Sandbox sandbox) {
        HttpResponse<byte[]> response =
                send(request(sandbox, "/_sandbox/" + name).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo(allowed);
    }

    @Test
    void document_hasTheSandboxAsItsOnlyServer(Sandbox sandbox) {
        JsonObject document = json(send(request(sandbox, "/_sandbox/openapi.json")));

        assertThat(document.getAsJsonArray("servers"))
                .singleElement()
                .satisfies(
                        server -> assertThat(server.getAsJsonObject().get("url").getAsString())
                                .isEqualTo(sandbox.baseUrl()));
        assertThat(document.getAsJsonObject("paths").asMap().values())
                .hasSameSizeAs(SandboxHttpClient.DOCUMENT.operations())
                .noneMatch(item -> item.getAsJsonObject().has("servers"));
    }

    @Test
    void state_afterCallAndJob_showsThem() {
        ManualClock clock = new ManualClock();
        try (Sandbox sandbox = Sandbox.builder()
                .clock(clock)
                .credits(new BigDecimal("10"))
                .queueTime(Duration.ofSeconds(10))
                .processingTime(Duration.ofSeconds(10))
                .start()) {
            call(sandbox, OPERATION);
            String id = SandboxHttpClient.submit(sandbox);

            JsonObject state = state(sandbox);
            assertThat(state.get("apiKey").getAsString()).isEqualTo(sandbox.apiKey());
            assertThat(state.getAsJsonObject("settings"))
                    .hasToString("{\"credits\":9.00,\"latency\":0E-9,\"queueTime\":10.000000000,"
                            + "\"processingTime\":10.000000000,\"historyDelay\":0E-9}");
            assertThat(state.getAsJsonArray("operationIds")).hasSameSizeAs(SandboxHttpClient.DOCUMENT.operations());
            assertThat(state.getAsJsonArray("faults")).hasSize(Fault.values().length - 1);
            assertThat(first(state, "jobs"))
                    .hasToString("{\"id\":\"" + id
                            + "\",\"operationId\":\"submitTextToVideo\",\"state\":\"QUEUED\",\"cost\":1.00}");
            JsonArray journal = state.getAsJsonArray("journal");
            assertThat(journal).hasSize(2);
            assertThat(first(state, "journal").get("operationId").getAsString()).isEqualTo("submitTextToVideo");
            assertThat(first(state, "journal").has("cost")).isFalse();
            JsonObject called = journal.get(1).getAsJsonObject();
            assertThat(called.get("time").getAsString())
                    .isEqualTo(clock.instant().toString());
            assertThat(called.get("request").getAsString()).isEqualTo("POST " + OPERATION.path());
            assertThat(called.get("body").getAsString()).contains("A paper boat drifts");
            assertThat(called.get("status").getAsInt()).isEqualTo(200);
            assertThat(called.get("cost").getAsString()).isEqualTo("1.00");
            assertThat(called.get("credits").getAsBigDecimal()).isEqualByComparingTo("9");

            clock.advance(Duration.ofSeconds(10));
            assertThat(first(state(sandbox), "jobs").get("state").getAsString()).isEqualTo("PROCESSING");
            clock.advance(Duration.ofSeconds(10));
            JsonObject completed = first(state(sandbox), "jobs");
            assertThat(completed.get("state").getAsString()).isEqualTo("COMPLETED");
            assertThat(send(request(sandbox, completed.get("video").getAsString()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void state_ofMany_hasTheLatestFiftyFirst(Sandbox sandbox) {
        for (int number = 0; number <= 50; number++) {
            send(request(sandbox, "/number/" + number));
        }

        JsonObject state = state(sandbox);

        assertThat(state.getAsJsonArray("journal")).hasSize(50);
        assertThat(first(state, "journal").get("request").getAsString()).isEqualTo("GET /number/50");
    }

    /** A person may have sent a real key by mistake: in a header, in the path or in the body. */
    @Test
    void state_afterAWrongKey_showsNoKey(Sandbox sandbox) {
        String wrong = "SG_" + "0a1b2c3d4e5f6a7b";
        send(request(sandbox, OPERATION.path() + "?key=" + wrong)
                .header("x-api-key", wrong)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"prompt\": \"" + wrong + "\"}")));

        String state = text(send(request(sandbox, STATE)));

        assertThat(state).contains("\"status\":401").doesNotContain(wrong);
    }

    /** The page sets it as text. */
    @Test
    void state_promptWithMarkup_staysText(Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(OPERATION);
        body.addProperty("prompt", "<img src=x onerror=alert(1)>");
        call(sandbox, OPERATION, body);

        HttpResponse<byte[]> response = send(request(sandbox, STATE));

        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(first(json(response), "journal").get("body").getAsString())
                .contains("\"<img src=x onerror=alert(1)>\"");
    }

    @Test
    void settings_changed_applyToTheSandbox(Sandbox sandbox) {
        assertThat(change(sandbox, "PATCH", "settings", """
                {"credits": 2.5, "latency": 0.25, "queueTime": 1, "processingTime": 3600, "historyDelay": 0}""").statusCode()).isEqualTo(204);

        assertThat(sandbox.credits()).isEqualByComparingTo("2.5");
        assertThat(sandbox.latency()).hasMillis(250);
        assertThat(sandbox.queueTime()).hasSeconds(1);
        assertThat(sandbox.processingTime()).hasHours(1);
        assertThat(sandbox.historyDelay()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "credits | -1 | credits must be a number of 0 to 1000000 US dollars with at most 9 decimals, but was -1",
                "credits | 1000001 | credits must be a number of 0 to 1000000 US dollars with at most 9 decimals,"
                        + " but was 1000001",
                "credits | 1E+999 | credits must be a number of 0 to 1000000 US dollars with at most 9 decimals,"
                        + " but was 1E+999",
                "latency | \"1\" | latency must be a number of 0 to 3600 seconds with at most 9 decimals, but was \"1\"",
                "latency | 0.0000000001 | latency must be a number of 0 to 3600 seconds with at most 9 decimals,"
                        + " but was 1E-10",
                "queueTime | null | queueTime must be a number of 0 to 3600 seconds with at most 9 decimals, but was null",
                "processingTime | [1] | processingTime must be a number of 0 to 3600 seconds with at most 9 decimals,"
                        + " but was [1]",
                "historyDelay | 3600.1 | historyDelay must be a number of 0 to 3600 seconds with at most 9 decimals,"
                        + " but was 3600.1",
                "colour | 1 | A setting must be one of credits, latency, queueTime, processingTime, historyDelay,"
                        + " but was colour"
            })
    void settings_badValue_namesFieldRuleAndValueAndChangesNothing(
            String field, String value, String message, Sandbox sandbox) {
        HttpResponse<byte[]> response = change(
                sandbox,
                "PATCH",
                "settings",
                "{\"" + (field.equals("credits") ? "latency" : "credits") + "\": 1, \"" + field + "\": " + value + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo(message);
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
        assertThat(sandbox.latency()).isZero();
    }

    @Test
    void settings_severalBadValues_areAllNamed(Sandbox sandbox) {
        assertThat(error(change(sandbox, "PATCH", "settings", "{\"credits\": -1, \"latency\": -1}")))
                .contains("credits must be", "; latency must be");
    }

    @Test
    void fault_set_breaksTheNextCallOfTheOperation(Sandbox sandbox) {
        assertThat(change(sandbox, "POST", "faults", """
                {"operationId": "textToVideo", "fault": "DISCONNECT_IN_BODY"}""").statusCode()).isEqualTo(204);
        assertThat(state(sandbox).getAsJsonObject("queuedFaults")).hasToString("{\"textToVideo\":1}");

        assertThatThrownBy(() -> call(sandbox, OPERATION)).isInstanceOf(UncheckedIOException.class);

        assertThat(state(sandbox).getAsJsonObject("queuedFaults").isEmpty()).isTrue();
        assertThat(first(state(sandbox), "journal").get("fault").getAsString()).isEqualTo("DISCONNECT_IN_BODY");
        assertThat(call(sandbox, OPERATION).statusCode()).isEqualTo(200);
    }

    @Test
    void failure_set_failsTheNextJob(Sandbox sandbox) {
        assertThat(change(sandbox, "POST", "failures", "{\"error\": \"no\"}").statusCode())
                .isEqualTo(204);
        SandboxHttpClient.submit(sandbox);

        JsonObject job = first(state(sandbox), "jobs");
        assertThat(job.get("state").getAsString()).isEqualTo("FAILED");
        assertThat(job.get("error").getAsString()).isEqualTo("no");
        assertThat(job.has("video")).isFalse();
    }

    @Test
    void journal_cleared_isEmpty(Sandbox sandbox) {
        call(sandbox, OPERATION);

        assertThat(change(sandbox, "DELETE", "journal", "").statusCode()).isEqualTo(204);

        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults | {\"operationId\": \"nothing\", \"fault\": \"GARBAGE\"} | operationId must be one of ",
                "faults | {\"operationId\": \"textToVideo\", \"fault\": \"FIRE\"} | fault must be one of"
                        + " DISCONNECT_AFTER_REQUEST, DISCONNECT_IN_BODY, DISCONNECT_IN_HEADERS, EMPTY_RESPONSE, GARBAGE,"
                        + " STALL_BEFORE_RESPONSE, STALL_IN_BODY, but was FIRE",
                "faults | {\"operationId\": \"textToVideo\", \"fault\": \"DISCONNECT_AT_START\"} | fault must be one of ",
                "faults | {\"operationId\": \"textToVideo\"} | fault must be a string, but was missing",
                "faults | {\"operationId\": 1, \"fault\": \"GARBAGE\"} | operationId must be a string, but was another",
                "faults | {\"colour\": 1} | A field must be one of fault, operationId, but was colour",
                "failures | {\"error\": \" \"} | error must be 1 to 500 characters, but was 1 characters",
                "failures | {\"error\": null} | error must be a string, but was another value",
                "failures | [] | the body must be a JSON object, but was another value",
                "settings | {\"credits\": 1, \"credits\": 2} | the body must have unique names",
            })
    void change_badBody_namesFieldRuleAndValue(String name, String body, String message, Sandbox sandbox) {
        HttpResponse<byte[]> response = change(sandbox, name.equals("settings") ? "PATCH" : "POST", name, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).startsWith(message);
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
    }

    @Test
    void failure_ofTheMaximumLength_isAccepted(Sandbox sandbox) {
        assertThat(change(sandbox, "POST", "failures", "{\"error\": \"" + "x".repeat(500) + "\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(error(change(sandbox, "POST", "failures", "{\"error\": \"" + "x".repeat(501) + "\"}")))
                .isEqualTo("error must be 1 to 500 characters, but was 501 characters");
    }

    /** A page elsewhere could send it without a preflight. */
    @Test
    void change_withoutTheTypeOfJson_isRejected(Sandbox sandbox) {
        HttpResponse<byte[]> response = send(request(sandbox, "/_sandbox/failures")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"error\": \"no\"}")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo("Content-Type must be application/json, but was text/plain");
    }

    @Test
    void change_ofAnotherOriginOfThisMachine_isRejected(Sandbox sandbox) {
        call(sandbox, OPERATION);
        HttpResponse<byte[]> response = send(request(sandbox, "/_sandbox/journal")
                .header("Origin", "http://localhost:1")
                .DELETE());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(error(response))
                .isEqualTo("header Origin must be absent or the sandbox's own, but was http://localhost:1.");
        assertThat(header(response, "Access-Control-Allow-Origin")).isNull();
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void change_ofThePageItself_isAccepted(Sandbox sandbox) {
        assertThat(send(request(sandbox, "/_sandbox/journal")
                                .header("Origin", sandbox.baseUrl())
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    /** A browser runs scripts in an SVG image that it opens, with the rights of the sandbox's page. */
    @Test
    void upload_withAScript_isServedWithoutItsRights(Sandbox sandbox) {
        JsonObject body = new JsonObject();
        JsonArray urls = new JsonArray();
        urls.add("data:image/svg+xml;base64,PHN2Zy8+");
        body.add("data_urls", urls);
        String url = json(call(sandbox, SandboxHttpClient.operation("uploadAsset"), body))
                .getAsJsonArray("file_urls")
                .get(0)
                .getAsString();

        HttpResponse<byte[]> file =
                send(request(sandbox, url.substring(sandbox.baseUrl().length())));

        assertThat(header(file, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(header(file, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static HttpResponse<byte[]> change(Sandbox sandbox, String method, String name, String body) {
        return send(request(sandbox, "/_sandbox/" + name)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static JsonObject state(Sandbox sandbox) {
        return json(send(request(sandbox, STATE)));
    }

    private static JsonObject first(JsonObject state, String array) {
        return state.getAsJsonArray(array).get(0).getAsJsonObject();
    }
}
