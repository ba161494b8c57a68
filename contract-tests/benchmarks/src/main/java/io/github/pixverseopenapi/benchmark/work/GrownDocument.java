package io.github.pixverseopenapi.benchmark.work;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.regex.Pattern;

/** The document of the project with copies of its endpoints, each with its job and a request schema of its own. */
final class GrownDocument {
    private static final int ENDPOINTS = 5;
    private static final String MODEL_PATH = "/pixverse-";
    private static final Pattern REQUEST = Pattern.compile("\\w+(Video|Extend)Request");
    private static final Pattern NAMES =
            Pattern.compile("\"(operationId|x-submits)\":\"\\w+|#/components/schemas/" + REQUEST);

    private GrownDocument() {}

    /**
     * Copies the endpoints.
     *
     * @param document the document as JSON
     * @param endpoints how many there are afterwards that return a video; a multiple of five
     */
    static String of(String document, int endpoints) {
        JsonObject root = JsonParser.parseString(document).getAsJsonObject();
        JsonObject paths = root.getAsJsonObject("paths");
        JsonObject schemas = root.getAsJsonObject("components").getAsJsonObject("schemas");
        List<String> copiedPaths = paths.keySet().stream()
                .filter(path -> path.contains(MODEL_PATH))
                .toList();
        List<String> copiedSchemas =
                schemas.keySet().stream().filter(REQUEST.asMatchPredicate()).toList();
        for (int number = 2; number <= endpoints / ENDPOINTS; number++) {
            for (String path : copiedPaths) {
                paths.add(path + "-" + number, copy(paths.get(path), number));
            }
            for (String schema : copiedSchemas) {
                schemas.add(schema + number, schemas.get(schema));
            }
        }
        return root.toString();
    }

    private static JsonElement copy(JsonElement path, int number) {
        return JsonParser.parseString(NAMES.matcher(path.toString()).replaceAll("$0" + number));
    }
}
