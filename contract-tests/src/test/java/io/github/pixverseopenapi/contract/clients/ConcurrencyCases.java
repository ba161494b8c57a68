package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import java.util.List;

/** Calls of one client at the same time: each has its own connection, its own result, and no effect on the others. */
final class ConcurrencyCases {
    private static final String CAPABILITY = "concurrency";
    private static final int CALLS = 8;
    /** The seed of the call that differs from the others. */
    private static final int OTHER = 3;

    private final ApiDocument document;
    private final ApiOperation first;
    private final CaseList cases;

    ConcurrencyCases(ApiDocument document) {
        this.document = document;
        this.first = document.videoOperations().get(0);
        this.cases = new CaseList(document);
    }

    List<ClientCase> all() {
        cases.addWith(
                calls(),
                CAPABILITY,
                first,
                CALLS + " calls at once",
                expected(null).toString());
        addOther(
                "one of them refused",
                "{'outcome':'REFUSED','error':'RateLimited','billing':'NOT_BILLED','status':429}",
                CaseResponses.response(429, ApiDocument.JSON, "{\"error\":\"Slow down.\"}"));
        addOther(
                "one of them lost",
                "{'outcome':'FAILED','error':'Connection','billing':'UNKNOWN'}",
                CaseResponses.fault(Fault.DISCONNECT_AFTER_REQUEST));
        addOther(
                "one of them cut off",
                "{'outcome':'FAILED','error':'Connection','billing':'BILLED','status':200}",
                CaseResponses.fault(Fault.DISCONNECT_IN_BODY));
        return cases.all();
    }

    private void addOther(String what, String expectedOfOther, JsonObject response) {
        JsonObject bySeed = new JsonObject();
        bySeed.add(String.valueOf(OTHER), response);
        JsonObject options = calls();
        options.add("responsesBySeed", bySeed);
        cases.addWith(
                options,
                CAPABILITY,
                first,
                CALLS + " calls at once, " + what,
                expected(CaseList.json(expectedOfOther)).toString());
    }

    private JsonObject calls() {
        JsonArray requests = new JsonArray();
        for (int seed = 1; seed <= CALLS; seed++) {
            JsonObject request = DerivedCases.minimal(Fields.of(document, first));
            request.addProperty("seed", seed);
            requests.add(request);
        }
        JsonObject options = CaseList.json("{'do':'concurrent'}");
        options.add("requests", requests);
        return options;
    }

    /** Each call gets the video of its seed, except for one if {@code other} is given. */
    private static JsonObject expected(JsonObject other) {
        JsonArray calls = new JsonArray();
        for (int seed = 1; seed <= CALLS; seed++) {
            calls.add(
                    other != null && seed == OTHER
                            ? other
                            : CaseList.json(
                                    "{'outcome':'VIDEO','bytes':'video','metadata':{'seed':%d}}".formatted(seed)));
        }
        JsonObject expected = new JsonObject();
        expected.addProperty("requests", CALLS);
        expected.addProperty("connections", CALLS);
        expected.addProperty("atOnce", CALLS);
        expected.add("calls", calls);
        return expected;
    }
}
