package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.StockDocument;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Requests of one operation that break its rules, and how every client names what is wrong with them. */
final class RuleCases {
    private static final ApiDocument STOCK = ApiDocument.load(StockDocument.FILE);
    /** Every language can read and write a whole number up to here. */
    private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);

    private final ApiOperation operation;
    private final JsonObject minimal;
    private final JsonObject rules;

    RuleCases(ApiDocument document, ApiOperation operation) {
        this.operation = operation;
        this.minimal = DerivedCases.minimal(Fields.of(document, operation));
        this.rules = STOCK.requestSchema(operation).getAsJsonObject("x-rules");
    }

    List<ClientCase> validation() {
        List<ClientCase> cases = new ArrayList<>();
        JsonObject allWrong = new JsonObject();
        JsonArray allViolations = new JsonArray();
        for (JsonElement each : rules.getAsJsonArray("fields")) {
            JsonObject field = each.getAsJsonObject();
            String name = field.get("fieldName").getAsString();
            if (field.get("isRequired").getAsBoolean() && !field.has("defaultJson")) {
                JsonObject request = minimal.deepCopy();
                request.remove(name);
                cases.add(rejected("validation", "without " + name, request, violation(field, "missing")));
            }
            List<JsonElement> wrong = wrongValues(field);
            for (JsonElement value : wrong) {
                JsonObject request = minimal.deepCopy();
                request.add(name, value);
                cases.add(rejected("validation", name + " " + value, request, violation(field, value.toString())));
            }
            allWrong.add(name, wrong.get(0));
            allViolations.add(violation(field, wrong.get(0).toString()));
        }
        addUnknownFields(cases, allWrong, allViolations);
        addOnPurpose(cases);
        return cases;
    }

    /** For each type first a value of another one, then what is just outside what is allowed. */
    private static List<JsonElement> wrongValues(JsonObject field) {
        List<JsonElement> values = new ArrayList<>();
        switch (field.get("fieldType").getAsString()) {
            case "string" -> {
                values.add(new JsonPrimitive(7));
                if (field.has("allowedValues")) {
                    values.add(new JsonPrimitive("no such value"));
                } else if (field.get("fieldName").getAsString().endsWith("_url")) {
                    values.add(new JsonPrimitive("ftp://example.com/a.png"));
                } else if (field.has("matchPattern")) {
                    values.add(new JsonPrimitive(" \n"));
                }
                if (field.has("leastLength")) {
                    values.add(new JsonPrimitive(""));
                }
            }
            case "boolean" -> values.add(new JsonPrimitive("true"));
            default -> {
                values.add(new JsonPrimitive("5"));
                values.add(new JsonPrimitive(true));
                if (field.get("fieldType").getAsString().equals("integer")) {
                    values.add(new JsonPrimitive(5.5));
                }
                if (field.has("allowedValues")) {
                    values.add(new JsonPrimitive(-1));
                }
                addBeyond(values, field, "leastValue", BigDecimal.ONE.negate());
                addBeyond(values, field, "greatestValue", BigDecimal.ONE);
            }
        }
        return values;
    }

    private static void addBeyond(List<JsonElement> values, JsonObject field, String bound, BigDecimal step) {
        if (field.has(bound)) {
            BigDecimal beyond = field.get(bound).getAsBigDecimal().add(step);
            if (beyond.abs().toBigInteger().compareTo(EXACT) < 0) {
                values.add(new JsonPrimitive(beyond));
            }
        }
    }

    private void addUnknownFields(List<ClientCase> cases, JsonObject allWrong, JsonArray allViolations) {
        JsonObject misspelt = minimal.deepCopy();
        misspelt.addProperty("nagative_prompt", "x");
        cases.add(rejected("validation", "a misspelt field", misspelt, unknown("nagative_prompt", "negative_prompt")));
        JsonObject unlike = minimal.deepCopy();
        unlike.addProperty("zzz", "x");
        cases.add(rejected("validation", "an unknown field", unlike, unknown("zzz", null)));
        allWrong.addProperty("zzz", "x");
        allViolations.add(unknown("zzz", null));
        cases.add(rejected("validation", "everything at once", allWrong, allViolations));
    }

    private JsonObject unknown(String name, String nearest) {
        boolean isNear = nearest != null && fieldNames().contains(nearest);
        return violation(
                name,
                name + " must be a field of " + operation.requiredRequestSchema()
                        + (isNear ? " (did you mean \"" + nearest + "\"?)" : "")
                        + " or an additional property, but was \"x\"");
    }

    private List<String> fieldNames() {
        return rules.getAsJsonArray("fields").asList().stream()
                .map(field -> field.getAsJsonObject().get("fieldName").getAsString())
                .toList();
    }

    private void addOnPurpose(List<ClientCase> cases) {
        JsonObject additional = new JsonObject();
        additional.addProperty("zzz", "x");
        cases.add(sent("an additional property", minimal, additional).with("additional", additional));
        JsonObject unchecked = minimal.deepCopy();
        unchecked.addProperty("duration", 60);
        cases.add(sent("without validation", unchecked, unchecked).with("validate", new JsonPrimitive(false)));
        JsonObject fraction = minimal.deepCopy();
        fraction.add("duration", JsonParser.parseString("5.0"));
        cases.add(sent("5.0 for the integer 5", fraction, fraction));
    }

    private ClientCase sent(String what, JsonObject request, JsonObject fields) {
        JsonObject expected = new JsonObject();
        expected.addProperty("requests", 1);
        expected.add("sentFields", fields);
        return expecting("validation", what, request, expected);
    }

    /** A value of a combination may also be one that the field does not allow at all. */
    List<ClientCase> combinations() {
        List<ClientCase> cases = new ArrayList<>();
        for (JsonElement each : rules.getAsJsonArray("combinations")) {
            JsonObject request = minimal.deepCopy();
            List<String> members = new ArrayList<>();
            JsonArray names = new JsonArray();
            JsonArray violations = new JsonArray();
            for (JsonElement excluded : each.getAsJsonObject().getAsJsonArray("excludedFields")) {
                JsonObject field =
                        field(excluded.getAsJsonObject().get("excludedName").getAsString());
                String json = excluded.getAsJsonObject().get("excludedJson").getAsString();
                String name = field.get("fieldName").getAsString();
                request.add(name, JsonParser.parseString(json));
                members.add(name + " " + json);
                names.add(name);
                if (!field.get("allowedValues").toString().contains(new JsonPrimitive(json).toString())) {
                    violations.add(violation(field, json));
                }
            }
            JsonObject combination = new JsonObject();
            combination.add("fields", names);
            combination.addProperty(
                    "message",
                    String.join(" and ", members) + " must not be combined: "
                            + each.getAsJsonObject().get("reasonText").getAsString());
            violations.add(combination);
            cases.add(rejected("combinations", String.join(" and ", members), request, violations));
        }
        return cases;
    }

    private JsonObject field(String name) {
        return rules.getAsJsonArray("fields").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(field -> field.get("fieldName").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ClientCase rejected(String capability, String what, JsonObject request, JsonObject violation) {
        JsonArray violations = new JsonArray();
        violations.add(violation);
        return rejected(capability, what, request, violations);
    }

    private ClientCase rejected(String capability, String what, JsonObject request, JsonArray violations) {
        JsonObject expected = JsonParser.parseString("""
                {"outcome": "NOT_SENT", "error": "InvalidRequest", "billing": "NOT_SENT", "requests": 0}
                """).getAsJsonObject();
        expected.add("violations", violations);
        return expecting(capability, what, request, expected);
    }

    private ClientCase expecting(String capability, String what, JsonObject request, JsonObject expected) {
        return ClientCase.of(operation, capability + ": " + what, request)
                .with("capability", new JsonPrimitive(capability))
                .with("expected", expected);
    }

    private static JsonObject violation(JsonObject field, String actual) {
        String name = field.get("fieldName").getAsString();
        return violation(name, name + " must be " + field.get("allowedWords").getAsString() + ", but was " + actual);
    }

    private static JsonObject violation(String field, String message) {
        JsonObject violation = new JsonObject();
        JsonArray fields = new JsonArray();
        fields.add(field);
        violation.add("fields", fields);
        violation.addProperty("message", message);
        return violation;
    }
}
