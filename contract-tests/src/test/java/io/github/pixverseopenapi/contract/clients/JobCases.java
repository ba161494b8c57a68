package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases of jobs, and of what a client reads and uploads free of charge. */
final class JobCases {
    private static final String CAPABILITY = "jobs";
    /** A job that the sandbox does not know. */
    private static final String ID = "5f0c7a3e-8d41-4c8e-9a59-2f6f3b0c1d77";

    private static final String REASON = "The reason in the response.";
    private static final String STATUS = "getJobStatus";
    private static final String RESULT = "getJobResult";
    private static final String HISTORY = "getRequestHistory";

    private final ApiDocument document;
    private final ApiOperation first;
    private final String submit;
    private final CaseList cases;

    JobCases(ApiDocument document) {
        this.document = document;
        this.first = document.videoOperations().get(0);
        this.submit = submitOperation(document, first);
        this.cases = new CaseList(document);
    }

    private static String submitOperation(ApiDocument document, ApiOperation operation) {
        return document.operations().stream()
                .filter(each ->
                        each.submits().filter(operation.operationId()::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .operationId();
    }

    List<ClientCase> all() {
        document.videoOperations()
                .forEach(operation -> cases.add(
                        CAPABILITY,
                        operation,
                        "submit, wait and read",
                        "{'outcome':'VIDEO','posts':1}",
                        "{'do':'job'}"));
        addSubmits();
        addWaiting();
        addUnknown();
        addEndings();
        addResumed();
        addDownloads();
        addFreeCalls();
        return cases.all();
    }

    /** Adds a case whose responses are those of the sandbox, except for some. */
    private void add(String what, String expected, String options, Responses responses) {
        JsonObject byOperation = new JsonObject();
        responses.byOperation.forEach(
                (operation, list) -> byOperation.add(operation, DerivedCases.list(list.toArray(JsonObject[]::new))));
        JsonObject withResponses = CaseList.json(options);
        withResponses.add("responsesOf", byOperation);
        cases.addWith(withResponses, CAPABILITY, first, what, expected);
    }

    /** What the sandbox responds to the next calls of some operations, in order. */
    private record Responses(Map<String, List<JsonObject>> byOperation) {
        static Responses of(String operation, JsonObject... responses) {
            return new Responses(Map.of(operation, List.of(responses)));
        }

        Responses and(String operation, JsonObject... responses) {
            Map<String, List<JsonObject>> all = new LinkedHashMap<>(byOperation);
            all.put(operation, List.of(responses));
            return new Responses(all);
        }
    }

    private static JsonObject json(int status, String singleQuoted) {
        return CaseResponses.response(status, ApiDocument.JSON, singleQuoted.replace('\'', '"'));
    }

    private static JsonObject failure(int status) {
        return json(status, "{'error':'" + REASON + "'}");
    }

    private static JsonObject atOnce(JsonObject response) {
        return CaseResponses.withHeader(response, "Retry-After", "0");
    }

    private void addSubmits() {
        add(
                "a refused submit",
                "{'outcome':'REFUSED','error':'InsufficientCredits','billing':'NOT_BILLED','status':406,'posts':1,"
                        + "'messageHas':['" + REASON + "']}",
                "{'do':'job'}",
                Responses.of(submit, failure(406)));
        add(
                "a lost response to a submit is not retried",
                "{'outcome':'FAILED','error':'Connection','billing':'UNKNOWN','posts':1}",
                "{'do':'job','maxRetries':2}",
                Responses.of(submit, CaseResponses.fault(Fault.DISCONNECT_AFTER_REQUEST)));
        add(
                "a submit refused with 503 is not retried",
                "{'outcome':'REFUSED','error':'Server','billing':'UNKNOWN','posts':1}",
                "{'do':'job','maxRetries':2}",
                Responses.of(submit, atOnce(failure(503))));
        add(
                "a submit refused with 429 is retried",
                "{'outcome':'VIDEO','bytes':'video','posts':2}",
                "{'do':'job','maxRetries':1}",
                Responses.of(submit, atOnce(failure(429))));
        cases.add(
                CAPABILITY,
                first,
                "a request that breaks a rule",
                "{'outcome':'NOT_SENT','error':'InvalidRequest','billing':'NOT_SENT','requests':0}",
                "{'do':'job','request':{'prompt':'A paper boat on a rainy street','duration':7}}");
    }

    private void addWaiting() {
        add(
                "reports the states",
                "{'outcome':'VIDEO','bytes':'video','posts':1,'states':['QUEUED','PROCESSING']}",
                "{'do':'job'}",
                Responses.of(STATUS, json(200, "{'status':'QUEUED'}"), json(200, "{'status':'PROCESSING'}")));
        add(
                "waits through failures to read the status",
                "{'outcome':'VIDEO','bytes':'video','posts':1}",
                "{'do':'job'}",
                Responses.of(
                        STATUS,
                        failure(500),
                        atOnce(failure(429)),
                        CaseResponses.fault(Fault.DISCONNECT_AFTER_REQUEST)));
        add(
                "waits through failures to read the result",
                "{'outcome':'VIDEO','bytes':'video','posts':1}",
                "{'do':'job'}",
                Responses.of(RESULT, failure(502), CaseResponses.fault(Fault.GARBAGE)));
    }

    /** What a newer version of the service may send. */
    private void addUnknown() {
        add(
                "an unknown state is not the last one",
                "{'outcome':'VIDEO','bytes':'video','posts':1}",
                "{'do':'job'}",
                Responses.of(STATUS, json(200, "{'status':'PAUSED'}"), json(200, "{'status':'PROCESSING'}")));
        add(
                "unknown members, and known ones of other types",
                "{'outcome':'VIDEO','bytes':'video','jobId':'" + ID + "','posts':1,'fileRequests':1}",
                "{'do':'job'}",
                Responses.of(
                                submit,
                                json(
                                        200,
                                        "{'request_id':'" + ID + "','status':'QUEUED','queue':{'position':[3]},"
                                                + "'poll_url':null}"))
                        .and(
                                STATUS,
                                json(200, "{'status':'PROCESSING','progress':0.5,'metrics':'none yet'}"),
                                json(200, "{'status':'COMPLETED','progress':1,'logs':[{'line':'done'}]}"))
                        .and(
                                RESULT,
                                json(
                                        200,
                                        "{'status':'COMPLETED','video':{'url':'{fileServer}/boat.mp4','file_size':1234,"
                                                + "'frames':[1]},'seed':'many','metrics':{'cost':'free','gpu':{'name':'x'}},"
                                                + "'output':null}")));
    }

    private void addEndings() {
        add(
                "a failed job",
                "{'outcome':'FAILED','error':'JobFailed','billing':'NOT_BILLED','posts':1,'messageHas':['" + REASON
                        + "']}",
                "{'do':'job'}",
                Responses.of(STATUS, json(422, "{'status':'FAILED','error':'" + REASON + "'}")));
        add(
                "the key in the reason of a failed job",
                "{'outcome':'FAILED','error':'JobFailed','billing':'NOT_BILLED'}",
                "{'do':'job'}",
                Responses.of(STATUS, json(422, "{'status':'FAILED','error':'{key:PLAIN} is no key'}")));
        cases.add(
                CAPABILITY,
                first,
                "a deadline",
                "{'outcome':'FAILED','error':'JobTimeout','billing':'UNKNOWN','posts':1}",
                "{'do':'job','awaitSeconds':2,'processingSeconds':3600}");
        add(
                "a deadline of a completed job",
                "{'outcome':'FAILED','error':'JobTimeout','billing':'BILLED','jobId':'" + ID
                        + "','posts':0,'messageHas':['" + ID + "']}",
                "{'do':'resume','jobId':'" + ID + "','awaitSeconds':3}",
                completed("{closedServer}/boat.mp4"));
    }

    private static Responses completed(String address) {
        return Responses.of(STATUS, json(200, "{'status':'COMPLETED'}"))
                .and(RESULT, json(200, "{'status':'COMPLETED','video':{'url':'" + address + "'}}"));
    }

    private void addResumed() {
        add(
                "a job of another process",
                "{'outcome':'VIDEO','bytes':'video','posts':0,'fileRequests':1}",
                "{'do':'resume','jobId':'" + ID + "'}",
                completed("{fileServer}/boat.mp4"));
        add(
                "an address that is not http",
                "{'outcome':'REFUSED','error':'UnexpectedResponse','billing':'BILLED','posts':0,'fileRequests':0}",
                "{'do':'resume','jobId':'" + ID + "'}",
                completed("file:///boat.mp4"));
        add(
                "a job that only the history has",
                "{'outcome':'VIDEO','bytes':'video','posts':0,'fileRequests':1}",
                "{'do':'resume','jobId':'" + ID + "'}",
                Responses.of(HISTORY, row("{fileServer}/boat.mp4"), row("{fileServer}/boat.mp4")));
        cases.add(
                CAPABILITY,
                first,
                "a job that the service does not know",
                "{'outcome':'FAILED','error':'JobTimeout','billing':'UNKNOWN','jobId':'" + ID + "','posts':0}",
                "{'do':'resume','jobId':'" + ID + "','awaitSeconds':2}");
        cases.add(
                CAPABILITY,
                first,
                "an id that cannot be one",
                "{'outcome':'NOT_SENT','error':'InvalidArgument','requests':0}",
                "{'do':'resume','jobId':'../requests'}");
    }

    private static JsonObject row(String address) {
        return json(
                200,
                "{'request_id':'" + ID + "','model_status':'COMPLETED','credits_deduction':0.45," + "'generation_url':'"
                        + address + "'}");
    }

    private void addDownloads() {
        cases.add(
                CAPABILITY,
                first,
                "a download that breaks off is resumed",
                "{'outcome':'VIDEO','bytes':'video','posts':1}",
                "{'do':'job','downloads':['" + Fault.DISCONNECT_IN_BODY + "']}");
        cases.add(
                CAPABILITY,
                first,
                "a download that breaks off is saved whole",
                "{'outcome':'VIDEO','saved':'video','posts':1}",
                "{'do':'job-save','target':'{folder}/new/boat.mp4','downloads':['" + Fault.DISCONNECT_IN_BODY + "']}");
    }

    private void addFreeCalls() {
        add(
                "the credits of the account",
                "{'outcome':'DONE','credits':{'credits':12.5,'freeCredits':1},'posts':0}",
                "{'do':'credits'}",
                Responses.of("getCredits", json(200, "{'credits':12.5,'free-credits':1}")));
        add(
                "no credits",
                "{'outcome':'REFUSED','error':'NotFound','status':404,'posts':0,'messageHas':['" + REASON + "']}",
                "{'do':'credits'}",
                Responses.of("getCredits", failure(404)));
        add(
                "the result of a job",
                "{'outcome':'DONE','result':{'address':'https://example.com/boat.mp4','cost':0.45,'remainingCredits':9.55},"
                        + "'posts':0,'fileRequests':0}",
                "{'do':'result','jobId':'" + ID + "'}",
                Responses.of(
                        RESULT,
                        json(
                                200,
                                "{'status':'COMPLETED','video':{'url':'https://example.com/boat.mp4'},"
                                        + "'metrics':{'cost':0.45,'remaining_credits':9.55}}")));
        add(
                "a result that only the history has",
                "{'outcome':'DONE','result':{'address':'https://example.com/boat.mp4','cost':0.45},'posts':0,'fileRequests':0}",
                "{'do':'result','jobId':'" + ID + "'}",
                Responses.of(HISTORY, row("https://example.com/boat.mp4")));
        for (String property : List.of("file_urls", "urls")) {
            add(
                    "an upload with " + property,
                    "{'outcome':'DONE','address':'https://example.com/boat.png','posts':1}",
                    "{'do':'upload','file':'{image}'}",
                    Responses.of("uploadAsset", json(200, "{'" + property + "':['https://example.com/boat.png']}")));
        }
        cases.add(
                CAPABILITY,
                first,
                "an upload of a missing file",
                "{'outcome':'NOT_SENT','error':'InvalidRequest','billing':'NOT_SENT','requests':0}",
                "{'do':'upload','file':'{folder}/missing.png'}");
    }
}
