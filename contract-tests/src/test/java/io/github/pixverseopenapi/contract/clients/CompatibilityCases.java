package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a newer version of the service may send: it must neither lose a video nor hide why a call was refused. */
final class CompatibilityCases {
    private static final String CAPABILITY = "compatibility";
    private static final String REASON = "The reason in the response.";

    private final ApiOperation first;
    private final CaseList cases;

    CompatibilityCases(ApiDocument document) {
        this.first = document.videoOperations().get(0);
        this.cases = new CaseList(document);
    }

    List<ClientCase> all() {
        addHeaders();
        addMediaTypes();
        addErrorBodies();
        addStatuses();
        addJson();
        // A value of an enum that the document does not list yet.
        cases.add(
                CAPABILITY,
                first,
                "a new value of an enum, sent on purpose",
                "{'outcome':'VIDEO','bytes':'video','requests':1,'sentFields':{'quality':'4k'}}",
                "{'validate':false,'request':{'prompt':'A paper boat on a rainy street','quality':'4k'}}",
                new JsonObject());
        return cases.all();
    }

    private void addHeaders() {
        addVideo(
                "unknown headers",
                "{'requestId':'request-1','cost':0.45}",
                Map.of(
                        "x-request-id", "request-1",
                        "x-cost", "0.45",
                        "x-cost-breakdown", "{\"gpu\":0.4,\"storage\":0.05}",
                        "x-model-version", "6.1",
                        "Deprecation", "true",
                        "Link", "<https://example.com/docs>; rel=\"deprecation\"",
                        "Set-Cookie", "session=1; HttpOnly",
                        "Alt-Svc", "h3=\":443\"; ma=86400"));
        addVideo(
                "numbers in another notation",
                "{'requestId':'request-1'}",
                Map.of(
                        "x-request-id", "request-1",
                        "x-cost", "$0.45",
                        "x-remaining-credits", "1_000",
                        "x-generation-time", "0x2Cp0",
                        "x-seed-value", "0x1F"));
        addVideo(
                "values that are not numbers",
                "{'requestId':'request-1'}",
                Map.of(
                        "x-request-id", "request-1",
                        "x-cost", "NaN",
                        "x-remaining-credits", "Infinity",
                        "x-generation-time", "44,13",
                        "x-seed-value", "9.5"));
    }

    private void addVideo(String what, String metadata, Map<String, String> headers) {
        JsonObject video = new JsonObject();
        headers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> CaseResponses.withHeader(video, header.getKey(), header.getValue()));
        cases.add(
                CAPABILITY,
                first,
                what,
                "{'outcome':'VIDEO','bytes':'video','metadata':" + metadata + ",'requests':1}",
                video);
    }

    private void addMediaTypes() {
        for (String type :
                List.of("video/mp4; codecs=\"avc1.64001F\"", "video/quicktime", "application/octet-stream")) {
            cases.add(
                    CAPABILITY,
                    first,
                    "a video of the media type " + type,
                    "{'outcome':'VIDEO','bytes':'video','requests':1}",
                    CaseResponses.withHeader(new JsonObject(), "Content-Type", type));
        }
    }

    private void addErrorBodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put(
                "unknown members",
                "{'error':'REASON','code':'E42','status':'error','details':{'trace':[1,null,true]}}");
        bodies.put("an object as the error", "{'error':{'message':'REASON','code':42}}");
        bodies.put("an array as the error", "{'error':['REASON']}");
        bodies.put("other members", "{'type':'about:blank','title':'Bad request','detail':'REASON'}");
        bodies.put("an array", "[{'msg':'REASON','loc':['body','prompt']}]");
        bodies.put("a text", "'REASON'");
        bodies.forEach((what, body) -> cases.add(
                CAPABILITY,
                first,
                "an error whose JSON has " + what,
                "{'outcome':'REFUSED','error':'BadRequest','billing':'NOT_BILLED','status':400,'requests':1,'messageHas':['"
                        + REASON + "']}",
                CaseResponses.response(
                        400, ApiDocument.JSON, body.replace('\'', '"').replace("REASON", REASON))));
    }

    private void addStatuses() {
        for (int status : new int[] {402, 451, 529}) {
            cases.add(
                    CAPABILITY,
                    first,
                    String.valueOf(status),
                    "{'outcome':'REFUSED','error':'%s','billing':'UNKNOWN','status':%d,'requests':1,'messageHas':['%s']}"
                            .formatted(status >= 500 ? "Server" : "UnexpectedResponse", status, REASON),
                    CaseResponses.response(status, ApiDocument.JSON, "{\"error\":\"" + REASON + "\"}"));
        }
    }

    private void addJson() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put(
                "with unknown members",
                "{'id':'1','status':'succeeded','video':{'url':'{fileServer}/boat.mp4','width':1280,'files':[{'size':1}]},"
                        + "'metrics':null}");
        bodies.put("without a video, but with its address", "{'video':null,'output':'{fileServer}/boat.mp4'}");
        bodies.forEach((what, body) -> cases.add(
                CAPABILITY,
                first,
                "JSON " + what,
                "{'outcome':'VIDEO','bytes':'video','requests':1,'fileRequests':1}",
                CaseResponses.response(200, ApiDocument.JSON, body.replace('\'', '"'))));
    }
}
