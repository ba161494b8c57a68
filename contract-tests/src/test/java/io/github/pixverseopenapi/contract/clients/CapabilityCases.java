package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cases of each capability, with what every client that has it must do: from the document, never from the Java
 * client, which plays them too.
 */
final class CapabilityCases {
    private static final String REQUEST_ID = "request-1";
    private static final String REASON = "The reason in the response.";
    private static final int LONG_SILENCE_SECONDS = 330;
    private static final int[] UNDOCUMENTED = {302, 405, 408, 418, 421, 425, 503, 599};
    private static final List<QuotedKey> FORMS = List.of(
            QuotedKey.PLAIN,
            QuotedKey.UPPER_CASE,
            QuotedKey.JSON_SLASHES,
            QuotedKey.JSON_UNICODE,
            QuotedKey.PERCENT,
            QuotedKey.PERCENT_TWICE,
            QuotedKey.HTML_DECIMAL,
            QuotedKey.HTML_HEXADECIMAL,
            QuotedKey.ZERO_WIDTH_INSIDE,
            QuotedKey.CUT);

    private final ApiDocument document;
    private final ApiOperation first;
    private final CaseList cases;

    CapabilityCases(ApiDocument document) {
        this.document = document;
        this.first = document.videoOperations().get(0);
        this.cases = new CaseList(document);
    }

    List<ClientCase> all() {
        for (ApiOperation operation : document.videoOperations()) {
            RuleCases rules = new RuleCases(document, operation);
            cases.addAll(rules.validation());
            cases.addAll(rules.combinations());
        }
        document.videoOperations().forEach(this::addDocumentedStatuses);
        addOtherFailures();
        addMetadata();
        addSaving();
        addTime();
        addLongSilence();
        addCancellation();
        addSecrecy();
        addAddresses();
        addRetries();
        cases.addAll(new ConcurrencyCases(document).all());
        cases.addAll(new CompatibilityCases(document).all());
        cases.addAll(new JobCases(document).all());
        return cases.all();
    }

    private void addDocumentedStatuses(ApiOperation operation) {
        document.responses(operation).forEach((status, response) -> {
            if (response.has("x-exception")) {
                String error = response.get("x-exception").getAsString().replaceFirst("Exception$", "");
                cases.add(
                        "billing",
                        operation,
                        status,
                        refused(error, response.get("x-billing").getAsString(), status),
                        failure(Integer.parseInt(status)));
            }
        });
    }

    private static String refused(String error, String billing, String status) {
        return ("{'outcome':'REFUSED','error':'%s','billing':'%s','status':%s,'requestId':'%s','requests':1,"
                        + "'messageHas':['%s','%s','%s']}")
                .formatted(error, billing, status, REQUEST_ID, REASON, REQUEST_ID, billing);
    }

    private static JsonObject failure(int status) {
        return CaseResponses.withHeader(withoutId(status), "x-request-id", REQUEST_ID);
    }

    private static JsonObject withoutId(int status) {
        return CaseResponses.response(status, ApiDocument.JSON, "{\"error\":\"" + REASON + "\"}");
    }

    /** The video, with headers. */
    private static JsonObject video(Map<String, String> headers) {
        JsonObject video = new JsonObject();
        new TreeMap<>(headers).forEach((name, value) -> CaseResponses.withHeader(video, name, value));
        return video;
    }

    private void addOtherFailures() {
        for (int status : UNDOCUMENTED) {
            String error = status >= 500 ? "Server" : "UnexpectedResponse";
            cases.add(
                    "billing",
                    first,
                    String.valueOf(status),
                    refused(error, "UNKNOWN", String.valueOf(status)),
                    failure(status));
        }
        cases.add("billing", first, "200 with JSON", refused("UnexpectedResponse", "UNKNOWN", "200"), failure(200));
        for (Fault fault : List.of(
                Fault.DISCONNECT_AFTER_REQUEST, Fault.EMPTY_RESPONSE, Fault.DISCONNECT_IN_HEADERS, Fault.GARBAGE)) {
            cases.add(
                    "billing",
                    first,
                    fault.name(),
                    "{'outcome':'FAILED','error':'Connection','billing':'UNKNOWN','requests':1}",
                    CaseResponses.fault(fault));
        }
        cases.add(
                "billing",
                first,
                "video cut off",
                "{'outcome':'FAILED','error':'Connection','billing':'BILLED','status':200,'requestId':'%s','requests':1}"
                        .formatted(REQUEST_ID),
                CaseResponses.withHeader(CaseResponses.fault(Fault.DISCONNECT_IN_BODY), "x-request-id", REQUEST_ID));
        JsonObject cutRefusal = failure(400);
        cutRefusal.addProperty("fault", Fault.DISCONNECT_IN_BODY.name());
        cases.add(
                "billing",
                first,
                "refusal cut off",
                "{'outcome':'REFUSED','error':'BadRequest','billing':'NOT_BILLED','status':400,'requestId':'%s','requests':1}"
                        .formatted(REQUEST_ID),
                cutRefusal);
        cases.add(
                "billing",
                first,
                "no server",
                "{'outcome':'FAILED','error':'Connection','billing':'NOT_SENT','requests':0}",
                "{'baseUrl':'{closedServer}'}");
    }

    private void addMetadata() {
        cases.add(
                "metadata",
                first,
                "all headers",
                ("{'outcome':'VIDEO','bytes':'video','metadata':{'requestId':'%s','cost':0.45,'remainingCredits':12.5,"
                                + "'generationSeconds':44.13,'seed':99999}}")
                        .formatted(REQUEST_ID),
                video(Map.of(
                        "x-request-id", REQUEST_ID,
                        "x-cost", "0.45",
                        "x-remaining-credits", "12.5",
                        "x-generation-time", "44.13",
                        "x-seed-value", "99999")));
        cases.add(
                "metadata",
                first,
                "headers that cannot be read",
                "{'outcome':'VIDEO','bytes':'video','metadata':{'requestId':'%s'}}".formatted(REQUEST_ID),
                video(Map.of("x-request-id", REQUEST_ID, "x-cost", "free", "x-seed-value", "1e99")));
    }

    private void addSaving() {
        addSave("into a new folder", "new/boat.mp4", "{'outcome':'VIDEO','saved':'video','requests':1}");
        addSave("over a folder", "", "{'outcome':'NOT_SENT','error':'SaveFailed','billing':'NOT_SENT','requests':0}");
        addSave(
                "a video cut off",
                "boat.mp4",
                "{'outcome':'FAILED','error':'Connection','billing':'BILLED','status':200,'requests':1}",
                CaseResponses.fault(Fault.DISCONNECT_IN_BODY));
    }

    private void addSave(String what, String file, String expected, JsonObject... responses) {
        String target = "{folder}" + (file.isEmpty() ? "" : "/" + file);
        cases.add("save", first, what, expected, "{'do':'save','target':'" + target + "'}", responses);
    }

    private void addTime() {
        cases.add(
                "timeouts",
                first,
                "no response",
                "{'outcome':'FAILED','error':'Timeout','billing':'UNKNOWN','requests':1}",
                "{'timeoutSeconds':1}",
                CaseResponses.fault(Fault.STALL_BEFORE_RESPONSE));
        cases.add(
                "timeouts",
                first,
                "silence in the video",
                "{'outcome':'FAILED','error':'Timeout','billing':'BILLED','status':200,'requests':1}",
                "{'timeoutSeconds':1}",
                CaseResponses.fault(Fault.STALL_IN_BODY));
    }

    /** Longer than the default timeout of 300 seconds that HTTP libraries and proxies have. */
    private void addLongSilence() {
        ApiOperation slowest = document.videoOperations().stream()
                .max(Comparator.comparing(
                        operation -> operation.typicalSeconds().orElse(BigDecimal.ZERO)))
                .orElseThrow();
        JsonObject late = new JsonObject();
        late.addProperty("delaySeconds", LONG_SILENCE_SECONDS);
        cases.add(
                "timeouts",
                slowest,
                LONG_SILENCE_SECONDS + " seconds of silence, then the video",
                "{'outcome':'VIDEO','bytes':'video','requests':1}",
                "{'nightly':true}",
                late);
    }

    private void addCancellation() {
        // The timeout ends the call of a client that cannot cancel.
        cases.add(
                "cancel",
                first,
                "before the response",
                "{'outcome':'CANCELLED','requests':1}",
                "{'do':'cancel','cancelAfterSeconds':0.5,'timeoutSeconds':10}",
                CaseResponses.fault(Fault.STALL_BEFORE_RESPONSE));
    }

    private void addSecrecy() {
        for (QuotedKey form : FORMS) {
            cases.add(
                    "secrecy",
                    first,
                    "the key in a refusal, " + form,
                    "{'outcome':'REFUSED','error':'BadRequest'}",
                    CaseResponses.response(
                            400,
                            "text/plain",
                            "The key {key:" + form + "}" + (form == QuotedKey.CUT ? "" : " is not valid.")));
        }
        cases.add(
                "secrecy",
                first,
                "the key in a header",
                "{'outcome':'VIDEO','bytes':'video'}",
                CaseResponses.withHeader(new JsonObject(), "x-request-id", "{key:PLAIN}"));
        cases.add("secrecy", first, "everything shown", "{'outcome':'VIDEO'}", "{'do':'show'}");
    }

    private void addAddresses() {
        for (String body :
                List.of("{\"video\":{\"url\":\"{fileServer}/boat.mp4\"}}", "{\"output\":\"{fileServer}/boat.mp4\"}")) {
            cases.add(
                    "addresses",
                    first,
                    body.substring(2, body.indexOf('"', 2)),
                    "{'outcome':'VIDEO','bytes':'video','requests':1,'fileRequests':1}",
                    CaseResponses.response(200, ApiDocument.JSON, body));
        }
        cases.add(
                "addresses",
                first,
                "an address that is not http",
                "{'outcome':'REFUSED','error':'UnexpectedResponse','billing':'UNKNOWN','status':200,'requests':1,"
                        + "'fileRequests':0}",
                CaseResponses.response(200, ApiDocument.JSON, "{\"output\":\"file:///boat.mp4\"}"));
        cases.add(
                "addresses",
                first,
                "an address without a server",
                "{'outcome':'REFUSED','error':'UnexpectedResponse','billing':'BILLED','status':200,'requests':1}",
                CaseResponses.response(200, ApiDocument.JSON, "{\"output\":\"{closedServer}/boat.mp4\"}"));
    }

    private void addRetries() {
        JsonObject limited = CaseResponses.withHeader(withoutId(429), "Retry-After", "0");
        cases.add(
                "retries",
                first,
                "429, then a video",
                "{'outcome':'VIDEO','bytes':'video','requests':2}",
                "{'maxRetries':1}",
                limited,
                new JsonObject());
        cases.add(
                "retries",
                first,
                "429 more often than retries",
                "{'outcome':'REFUSED','error':'RateLimited','billing':'NOT_BILLED','status':429,'requests':2}",
                "{'maxRetries':1}",
                limited,
                limited);
        for (int status : new int[] {500, 503}) {
            cases.add(
                    "retries",
                    first,
                    status + " is not retried",
                    "{'outcome':'REFUSED','error':'Server','status':%d,'requests':1}".formatted(status),
                    "{'maxRetries':1}",
                    CaseResponses.withHeader(withoutId(status), "Retry-After", "0"));
        }
        cases.add(
                "retries",
                first,
                "a lost response is not retried",
                "{'outcome':'FAILED','error':'Connection','billing':'UNKNOWN','requests':1}",
                "{'maxRetries':1}",
                CaseResponses.fault(Fault.DISCONNECT_AFTER_REQUEST));
    }
}
