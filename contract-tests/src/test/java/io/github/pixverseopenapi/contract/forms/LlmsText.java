package io.github.pixverseopenapi.contract.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.StockDocument;

/** The document as text for language models ({@code llms.txt}): operations, fields, rules, and what each failure costs. */
final class LlmsText {
    private final ApiDocument document;
    private final ApiDocument stock;
    private final StringBuilder text = new StringBuilder();

    private LlmsText(ApiDocument document, ApiDocument stock) {
        this.document = document;
        this.stock = stock;
    }

    static String of(ApiDocument document) {
        return new LlmsText(document, ApiDocument.load(StockDocument.FILE)).write();
    }

    private String write() {
        JsonObject info = document.json().getAsJsonObject("info");
        line("# " + info.get("title").getAsString());
        line("");
        info.get("description").getAsString().strip().lines().forEach(each -> line(("> " + each).strip()));
        line("");
        line("Server: " + document.server() + ". Key: header " + document.securityHeader()
                + ". Requests are JSON. Never send a request again unless its failure is NOT_SENT or NOT_BILLED.");
        document.operations().forEach(this::describe);
        line("");
        line("## More");
        line("");
        line(
                "- [The document](../pixverse.yaml): OpenAPI 3.0.3, with the source of every fact in [README](../README.md)");
        line("- [As JSON](pixverse.json), [as OpenAPI 3.1](pixverse.3.1.json), [as JSON Schemas](schemas/),"
                + " [as a Postman collection](pixverse.postman_collection.json)");
        return text.toString();
    }

    private void describe(ApiOperation operation) {
        line("");
        line("## " + operation.operationId() + ": " + operation.method() + " " + operation.path());
        line("");
        line(operation.summary() + "." + PresentedDocument.priceAndTime(operation)
                + operation
                        .submits()
                        .map(id -> " The same request as " + id + ".")
                        .orElse(""));
        if (operation.returnsVideo()) {
            line("");
            line("Fields:");
            JsonObject rules = stock.requestSchema(operation).getAsJsonObject("x-rules");
            JsonObject properties = document.requestSchema(operation).getAsJsonObject("properties");
            for (JsonElement each : rules.getAsJsonArray("fields")) {
                JsonObject field = each.getAsJsonObject();
                describe(
                        field, properties.getAsJsonObject(field.get("fieldName").getAsString()));
            }
            for (JsonElement each : rules.getAsJsonArray("combinations")) {
                line("- excluded: " + each.getAsJsonObject().get("reasonText").getAsString());
            }
        }
        line("");
        line("Responses:");
        document.responses(operation)
                .forEach((status, response) -> line("- " + status + ", "
                        + (response.has("x-billing") ? response.get("x-billing").getAsString() : "free") + ": "
                        + firstSentence(response.get("description").getAsString())));
    }

    private void describe(JsonObject field, JsonObject property) {
        line("- " + field.get("fieldName").getAsString()
                + (field.get("isRequired").getAsBoolean() ? " (required" : " (optional")
                + (field.has("defaultJson")
                        ? ", default " + field.get("defaultJson").getAsString()
                        : "") + "): "
                + field.get("allowedWords").getAsString() + ". "
                + property.get("description").getAsString().strip());
    }

    private static String firstSentence(String description) {
        String line =
                String.join(" ", description.strip().lines().map(String::strip).toList());
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
