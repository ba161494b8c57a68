package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.BoundaryValues;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the cases from the document, for each operation: the minimum and the maximum set of fields, each enum value,
 * both bounds of each range, texts that need escaping, and the responses of {@link CaseResponses}; then those of
 * {@link CapabilityCases}.
 */
final class DerivedCases {
    private static final Map<String, String> TEXTS = texts();

    private final ApiDocument document;
    private final List<ClientCase> cases = new ArrayList<>();

    private DerivedCases(ApiDocument document) {
        this.document = document;
    }

    static List<ClientCase> of(ApiDocument document) {
        DerivedCases derived = new DerivedCases(document);
        document.videoOperations().forEach(derived::addRequests);
        document.videoOperations().forEach(derived::addResponses);
        derived.cases.addAll(new CapabilityCases(document).all());
        return derived.cases;
    }

    private void addRequests(ApiOperation operation) {
        List<Field> fields = Fields.of(document, operation);
        cases.add(ClientCase.of(operation, "minimal", minimal(fields)));
        cases.add(ClientCase.of(operation, "complete", complete(fields)));
        for (Field field : fields) {
            for (JsonElement value : BoundaryValues.of(field)) {
                cases.add(with(operation, fields, field.name() + " " + shown(value), field.name(), value));
            }
        }
        TEXTS.forEach((name, text) ->
                cases.add(with(operation, fields, "prompt of " + name, "prompt", new JsonPrimitive(text))));
    }

    private void addResponses(ApiOperation operation) {
        ClientCase call = ClientCase.of(operation, "", minimal(Fields.of(document, operation)));
        new CaseResponses(document, operation).all().forEach((name, response) -> {
            ClientCase responseCase = call.with("case", new JsonPrimitive(operation.operationId() + " " + name));
            responseCase = responseCase.with("responses", list(response));
            // Long enough for a first connection on a slow machine; the response never arrives.
            cases.add(
                    CaseResponses.isSilent(response)
                            ? responseCase.with("timeoutSeconds", new JsonPrimitive(1))
                            : responseCase);
        });
    }

    static JsonArray list(JsonObject... elements) {
        JsonArray list = new JsonArray();
        List.of(elements).forEach(list::add);
        return list;
    }

    private static ClientCase with(
            ApiOperation operation, List<Field> fields, String what, String name, JsonElement value) {
        JsonObject request = minimal(fields);
        request.add(name, value);
        return ClientCase.of(operation, what, request);
    }

    /** The required fields without a default. */
    static JsonObject minimal(List<Field> fields) {
        JsonObject request = new JsonObject();
        fields.stream()
                .filter(field -> field.required() && !field.rules().has("default"))
                .forEach(field -> request.add(field.name(), sample(field)));
        return request;
    }

    private static JsonObject complete(List<Field> fields) {
        JsonObject request = new JsonObject();
        fields.forEach(field -> request.add(field.name(), sample(field)));
        return request;
    }

    private static JsonElement sample(Field field) {
        if (!BoundaryValues.of(field).isEmpty()) {
            return BoundaryValues.of(field).get(0);
        }
        return new JsonPrimitive(
                field.rules().has("pattern") && field.name().endsWith("_url")
                        ? "https://example.com/a%20file?size=1&kind=b#c"
                        : "A paper boat on a rainy street");
    }

    private static String shown(JsonElement value) {
        return value.getAsString();
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("umlauts and accents", "Gr\u00fc\u00dfe an Zo\u00eb, \u00c5ngstr\u00f6m und na\u00efve caf\u00e9s");
        texts.put("an accent of its own", "cafe\u0301");
        texts.put(
                "Chinese and Japanese",
                "\u96e8\u306e\u8857\u3092\u6d41\u308c\u308b\u7d19\u306e\u8239\uff0c\u7eb8\u8239");
        texts.put(
                "Arabic and Hebrew",
                "\u0642\u0627\u0631\u0628 \u0648\u0631\u0642\u064a \u05e1\u05d9\u05e8\u05ea \u05e0\u05d9\u05d9\u05e8");
        texts.put("emoji", "\ud83c\udfac \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddea\ud83c\uddfa");
        texts.put("quotes and backslashes", "a \"boat\" in 'rain' \\ \\n \\u0041 / {\"a\":[1]}");
        texts.put("markup", "<b>boat</b> & </script> &amp; %20 + #");
        texts.put("line breaks and tabs", "one\ntwo\r\nthree\tfour");
        texts.put("rare line breaks", "one\u2028two\u2029three\u0085four");
        texts.put("control characters", "a\u0001b\u001fc\u007fd");
        texts.put("blanks at its ends", "  boat  ");
        texts.put("ten thousand letters", "boat ".repeat(2_000) + "!");
        return texts;
    }
}
