package io.github.pixverseopenapi.contract.forms;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import io.github.pixverseopenapi.contract.document.StockDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operations as a Postman collection, format 2.1. It calls a sandbox until a user sets another {@code baseUrl}, so that
 * nothing is paid by accident. Each request is one of the document's examples, or one that breaks a rule.
 */
final class PostmanCollection {
    private static final Gson PRETTY =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final String FORMAT = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    private static final String SUCCESS = "pm.test('success', () => pm.response.to.have.status(200));";
    private static final String VIDEO =
            SUCCESS + "\npm.test('a video', () => pm.response.to.have.header('Content-Type', 'video/mp4'));";
    /** The requests about a job are about the one that was submitted last. */
    private static final String SUBMITTED =
            SUCCESS + "\npm.collectionVariables.set('requestId', pm.response.json().request_id);";

    private static final String REFUSED =
            "pm.test('refused', () => pm.expect(pm.response.code).to.be.within(400, 599));";

    private final ApiDocument document;
    private final ApiDocument stock;

    private PostmanCollection(ApiDocument document, ApiDocument stock) {
        this.document = document;
        this.stock = stock;
    }

    static JsonObject of(ApiDocument document) {
        return new PostmanCollection(document, ApiDocument.load(StockDocument.FILE)).collection();
    }

    private JsonObject collection() {
        JsonObject presented = PresentedDocument.of(document);
        JsonObject info = presented.getAsJsonObject("info");
        JsonObject collection = new JsonObject();
        JsonObject about = object("name", info.get("title").getAsString());
        about.addProperty("description", info.get("description").getAsString());
        about.addProperty("schema", FORMAT);
        collection.add("info", about);
        collection.add("auth", apiKey());
        Map<String, JsonArray> folders = new LinkedHashMap<>();
        presented
                .getAsJsonArray("tags")
                .forEach(tag -> folders.put(tag.getAsJsonObject().get("name").getAsString(), new JsonArray()));
        for (ApiOperation operation : document.operations()) {
            JsonObject tree = presented
                    .getAsJsonObject("paths")
                    .getAsJsonObject(operation.path())
                    .getAsJsonObject(operation.method().toLowerCase(Locale.ROOT));
            folders.get(tree.getAsJsonArray("tags").get(0).getAsString())
                    .addAll(items(operation, tree.get("description").getAsString()));
        }
        JsonArray items = new JsonArray();
        folders.forEach((name, requests) -> {
            JsonObject folder = object("name", name);
            folder.add("item", requests);
            items.add(folder);
        });
        collection.add("item", items);
        collection.add("variable", variables());
        return collection;
    }

    private JsonObject apiKey() {
        JsonObject auth = object("type", "apikey");
        auth.add(
                "apikey",
                list(
                        property("key", document.securityHeader()),
                        property("value", "{{apiKey}}"),
                        property("in", "header")));
        return auth;
    }

    private JsonArray variables() {
        return list(
                property("baseUrl", PresentedDocument.SANDBOX),
                property("apiKey", "sandbox-key"),
                property("requestId", exampleOf("RequestId")));
    }

    private String exampleOf(String parameter) {
        return document.json()
                .getAsJsonObject("components")
                .getAsJsonObject("parameters")
                .getAsJsonObject(parameter)
                .get("example")
                .getAsString();
    }

    private JsonArray items(ApiOperation operation, String description) {
        JsonArray items = new JsonArray();
        Map<String, JsonObject> examples = document.requestExamples(operation);
        if (examples.isEmpty()) {
            items.add(item(operation, operation.summary(), description, Optional.empty(), expected(operation)));
        }
        examples.forEach((name, body) -> items.add(item(
                operation,
                operation.summary() + (name.isEmpty() ? "" : " (" + name + ")"),
                description,
                Optional.of(body),
                expected(operation))));
        if (operation.returnsVideo()) {
            refused(operation)
                    .forEach((reason, body) -> items.add(item(
                            operation,
                            operation.summary() + " (refused: " + reason + ")",
                            "Breaks a rule: " + reason + ". A client that validates requests does not send it.",
                            Optional.of(body),
                            REFUSED)));
        }
        return items;
    }

    /** A request for each excluded combination, or, without any, one of a wrong type. */
    private Map<String, JsonObject> refused(ApiOperation operation) {
        JsonObject example = document.requestExample(operation).orElseThrow();
        Map<String, JsonObject> requests = new LinkedHashMap<>();
        for (JsonElement each :
                stock.requestSchema(operation).getAsJsonObject("x-rules").getAsJsonArray("combinations")) {
            JsonObject body = example.deepCopy();
            List<String> members = new ArrayList<>();
            for (JsonElement excluded : each.getAsJsonObject().getAsJsonArray("excludedFields")) {
                JsonObject member = excluded.getAsJsonObject();
                String name = member.get("excludedName").getAsString();
                String json = member.get("excludedJson").getAsString();
                body.add(name, new Gson().fromJson(json, JsonElement.class));
                members.add(name + " " + json);
            }
            requests.put(
                    String.join(" with ", members) + ", because "
                            + each.getAsJsonObject().get("reasonText").getAsString(),
                    body);
        }
        if (requests.isEmpty()) {
            JsonObject body = example.deepCopy();
            body.addProperty("duration", 60);
            requests.put("duration 60", body);
        }
        return requests;
    }

    private static String expected(ApiOperation operation) {
        return operation.submits().isPresent() ? SUBMITTED : operation.returnsVideo() ? VIDEO : SUCCESS;
    }

    private static JsonObject item(
            ApiOperation operation, String name, String description, Optional<JsonObject> body, String script) {
        JsonObject request = object("method", operation.method());
        request.addProperty("description", description);
        request.add("header", new JsonArray());
        request.addProperty("url", url(operation));
        body.ifPresent(fields -> {
            request.add("header", list(property("Content-Type", ApiDocument.JSON)));
            JsonObject raw = object("mode", "raw");
            raw.addProperty("raw", PRETTY.toJson(fields));
            request.add("body", raw);
        });
        JsonObject item = object("name", name);
        item.add("event", list(test(script)));
        item.add("request", request);
        return item;
    }

    private static JsonObject test(String script) {
        JsonObject code = object("type", "text/javascript");
        JsonArray lines = new JsonArray();
        script.lines().forEach(lines::add);
        code.add("exec", lines);
        JsonObject event = object("listen", "test");
        event.add("script", code);
        return event;
    }

    /** All servers of the document are one sandbox. */
    private static String url(ApiOperation operation) {
        String path = operation.path();
        for (ApiParameter parameter : operation.parameters()) {
            path = path.replace("{" + parameter.name() + "}", "{{requestId}}");
        }
        return "{{baseUrl}}" + path;
    }

    private static JsonObject object(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    private static JsonObject property(String key, String value) {
        JsonObject property = object("key", key);
        property.addProperty("value", value);
        return property;
    }

    private static JsonArray list(JsonObject... elements) {
        JsonArray list = new JsonArray();
        List.of(elements).forEach(list::add);
        return list;
    }
}
