package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ReceivedRequest;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One interaction of a pact file as an HTTP exchange. Read without Pact's library, which corrects some errors in a
 * file.
 *
 * @param operationId the operation in the interaction; empty if there is none
 */
record PactExchange(String description, String operationId, ReceivedRequest request, ReceivedResponse response) {

    /** All interactions of a pact of version 4. */
    static List<PactExchange> read(String pact) {
        List<PactExchange> exchanges = new ArrayList<>();
        for (JsonElement interaction :
                JsonParser.parseString(pact).getAsJsonObject().getAsJsonArray("interactions")) {
            exchanges.add(read(interaction.getAsJsonObject()));
        }
        return exchanges;
    }

    private static PactExchange read(JsonObject interaction) {
        JsonObject request = interaction.getAsJsonObject("request");
        JsonObject response = interaction.getAsJsonObject("response");
        JsonObject openapi = object(object(object(interaction, "comments"), "references"), "openapi");
        return new PactExchange(
                interaction.get("description").getAsString(),
                openapi.has("operationId") ? openapi.get("operationId").getAsString() : "",
                new ReceivedRequest(
                        request.get("method").getAsString(),
                        request.get("path").getAsString(),
                        query(request),
                        headers(request),
                        body(request)),
                new ReceivedResponse(response.get("status").getAsInt(), headers(response), body(response)));
    }

    private static String query(JsonObject request) {
        List<String> pairs = new ArrayList<>();
        object(request, "query")
                .entrySet()
                .forEach(parameter -> parameter
                        .getValue()
                        .getAsJsonArray()
                        .forEach(value -> pairs.add(parameter.getKey() + "=" + encoded(value.getAsString()))));
        return String.join("&", pairs);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(JsonObject message) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        object(message, "headers")
                .entrySet()
                .forEach(header -> headers.put(
                        header.getKey(),
                        header.getValue().getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsString)
                                .toList()));
        return headers;
    }

    private static byte[] body(JsonObject message) {
        JsonObject body = object(message, "body");
        JsonElement content = body.get("content");
        if (content == null) {
            return new byte[0];
        }
        if (body.has("encoded") && body.get("encoded").getAsString().equals("base64")) {
            return Base64.getDecoder().decode(content.getAsString());
        }
        String text = content.isJsonPrimitive() ? content.getAsString() : content.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.has(name) ? parent.getAsJsonObject(name) : new JsonObject();
    }
}
