package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The document for tools that misread parts of it: without {@code not}, which turns the models of some generators into
 * {@code any}, and without JSON beside a video, for which they lose or corrupt the video. What it loses in keywords it
 * states as facts for templates: {@link RequestRules} and {@link OperationFacts}.
 */
public final class StockDocument {
    /** The committed file. */
    public static final Path FILE = Path.of("..", "openapi", "pixverse.stock.yaml");

    private static final String HEADING = """
            # Derived from pixverse.yaml, for tools that misread `not` or JSON beside a video, and for the templates of other languages.
            # Do not edit: mvn -q -ntp -Pupdate writes it.
            """;
    private static final String SCHEMAS = "schemas";

    private final ApiDocument document;
    private final JsonObject root;

    private StockDocument(ApiDocument document) {
        this.document = document;
        this.root = document.json();
    }

    /** The derived document, in YAML. Its test stands elsewhere: it would notice any change of the document. */
    public static String yamlOf(ApiDocument document) {
        return HEADING + yaml(new StockDocument(document).derive());
    }

    private JsonObject derive() {
        for (ApiOperation operation : document.operations()) {
            JsonObject tree = root.getAsJsonObject("paths")
                    .getAsJsonObject(operation.path())
                    .getAsJsonObject(operation.method().toLowerCase(Locale.ROOT));
            tree.add("x-facts", OperationFacts.of(document, operation));
        }
        for (ApiOperation operation : document.videoOperations()) {
            JsonObject schema = components(SCHEMAS).getAsJsonObject(operation.requiredRequestSchema());
            schema.remove("allOf");
            schema.add("x-rules", RequestRules.of(document, operation));
        }
        components("responses").asMap().values().forEach(response -> keepVideoOnly(response.getAsJsonObject()));
        removeUnused("examples");
        removeUnused(SCHEMAS);
        return root;
    }

    private JsonObject components(String kind) {
        return root.getAsJsonObject("components").getAsJsonObject(kind);
    }

    private static void keepVideoOnly(JsonObject response) {
        JsonObject content = response.getAsJsonObject("content");
        if (content != null && content.has(Mp4Boxes.MEDIA_TYPE)) {
            content.keySet().removeIf(type -> !type.equals(Mp4Boxes.MEDIA_TYPE));
        }
    }

    private void removeUnused(String kind) {
        Set<String> references = new LinkedHashSet<>();
        collectReferences(root, references);
        components(kind).keySet().removeIf(name -> !references.contains("#/components/" + kind + "/" + name));
    }

    private static void collectReferences(JsonElement element, Set<String> references) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> collectReferences(item, references));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                if (entry.getKey().equals("$ref")) {
                    references.add(entry.getValue().getAsString());
                } else {
                    collectReferences(entry.getValue(), references);
                }
            });
        }
    }

    private static String yaml(JsonObject root) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(130);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(options).dump(value(root));
    }

    private static Object value(JsonElement element) {
        if (element.isJsonObject()) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            element.getAsJsonObject().entrySet().forEach(entry -> mapping.put(entry.getKey(), value(entry.getValue())));
            return mapping;
        }
        if (element.isJsonArray()) {
            List<Object> items = new ArrayList<>();
            ((JsonArray) element).forEach(item -> items.add(value(item)));
            return items;
        }
        if (element.isJsonNull()) {
            return null;
        }
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        return primitive.isNumber() ? primitive.getAsNumber() : primitive.getAsString();
    }
}
