package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Cases of capabilities. In the JSON that they are written in, single quotation marks stand for double ones. */
final class CaseList {
    private final ApiDocument document;
    private final List<ClientCase> cases = new ArrayList<>();

    CaseList(ApiDocument document) {
        this.document = document;
    }

    List<ClientCase> all() {
        return cases;
    }

    void addAll(Collection<ClientCase> others) {
        cases.addAll(others);
    }

    void add(String capability, ApiOperation operation, String what, String expected, JsonObject... responses) {
        addWith(new JsonObject(), capability, operation, what, expected, responses);
    }

    void add(
            String capability,
            ApiOperation operation,
            String what,
            String expected,
            String options,
            JsonObject... responses) {
        addWith(json(options), capability, operation, what, expected, responses);
    }

    /**
     * Adds a case with the minimum of fields.
     *
     * @param options properties of the case
     * @param expected what must come out
     * @param responses to the calls of the operation, in order; without any, the sandbox's own
     */
    void addWith(
            JsonObject options,
            String capability,
            ApiOperation operation,
            String what,
            String expected,
            JsonObject... responses) {
        ClientCase call = ClientCase.of(
                        operation, capability + ": " + what, DerivedCases.minimal(Fields.of(document, operation)))
                .with("capability", new JsonPrimitive(capability));
        for (Map.Entry<String, JsonElement> option : options.entrySet()) {
            call = call.with(option.getKey(), option.getValue());
        }
        if (responses.length > 0) {
            call = call.with("responses", DerivedCases.list(responses));
        }
        cases.add(call.with("expected", json(expected)));
    }

    static JsonObject json(String singleQuoted) {
        return JsonParser.parseString(singleQuoted.replace('\'', '"')).getAsJsonObject();
    }
}
