package io.github.pixverseopenapi.contract.committed;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import io.github.pixverseopenapi.contract.record.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an operation of the document still lacks elsewhere, and how each is made. */
final class OperationChecklist {

    private static final Path ROOT = Path.of("..");
    private static final String FACTS = "contract-tests/src/test/resources/documented-facts/";
    private static final String STOCK = "openapi/pixverse.stock.yaml";
    private static final Pattern SCHEMA = Pattern.compile("#/components/schemas/(\\w+)");

    private final ApiDocument document;
    private final ApiOperation operation;
    private final List<String> byHand = new ArrayList<>();
    private final List<String> byCommand = new ArrayList<>();

    OperationChecklist(ApiDocument document, ApiOperation operation) throws IOException {
        this.document = document;
        this.operation = operation;
        checkFacts();
        checkReadmes();
        checkDerivedFiles();
    }

    boolean isComplete() {
        return byHand.isEmpty() && byCommand.isEmpty();
    }

    private void checkFacts() {
        JsonObject schema = document.requestSchema(operation);
        requireFacts("endpoints.txt", "operationId", List.of(operation.operationId()));
        requireFacts("fields.txt", "field", schema.getAsJsonObject("properties").keySet());
        JsonObject example = document.requestExample(operation).orElse(new JsonObject());
        if (example.isEmpty()) {
            byHand.add("openapi/pixverse.yaml: a request example; demo, pact and recordings send it");
        }
        requireFacts("request-examples.txt", "field", example.keySet());
        if (schema.has("allOf") && ownFacts("excluded-pairs.txt").isEmpty()) {
            byHand.add(FACTS + "excluded-pairs.txt: a row for each excluded combination of " + operation.path());
        }
        List<String> named = FactTable.rows("enum-names.txt").stream()
                .map(row -> row.get("schema"))
                .toList();
        JsonObject schemas = document.json().getAsJsonObject("components").getAsJsonObject("schemas");
        references(schema.get("properties")).stream()
                .filter(name -> schemas.getAsJsonObject(name).has("enum") && !named.contains(name))
                .forEach(name -> byHand.add(FACTS + "enum-names.txt: a row for each value of " + name));
    }

    private void requireFacts(String file, String column, Iterable<String> names) {
        List<String> found = ownFacts(file).stream().map(row -> row.get(column)).toList();
        List<String> missing = new ArrayList<>();
        names.forEach(name -> {
            if (!found.contains(name)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            byHand.add(FACTS + file + ": a row of " + operation.path() + " for " + String.join(", ", missing));
        }
    }

    private List<Map<String, String>> ownFacts(String file) {
        return FactTable.rows(file).stream()
                .filter(row -> row.get("path").equals(operation.path()))
                .toList();
    }

    private void checkReadmes() throws IOException {
        if (!Files.readString(ROOT.resolve("README.md")).contains(readmeRow())) {
            byHand.add("README.md, table of endpoints: " + readmeRow() + " limits |");
        }
        boolean isReleased = Files.readString(Path.of("previous-contract", "pixverse.yaml"))
                .contains("operationId: " + operation.operationId() + "\n");
        if (!isReleased
                && !Files.readString(ROOT.resolve("CHANGELOG.md")).contains("`" + operation.operationId() + "`")) {
            byHand.add("CHANGELOG.md, Unreleased: a line that names `" + operation.operationId() + "`");
        }
    }

    private String readmeRow() {
        String price = operation
                .lowestPrice()
                .map(lowest -> lowest + " to " + operation.highestPrice().orElseThrow())
                .orElse("not published");
        return "| `" + operation.method() + " " + operation.path() + "` | `" + operation.operationId() + "` | "
                + operation.typicalSeconds().map(String::valueOf).orElse("not published") + " | " + price + " |";
    }

    private void checkDerivedFiles() throws IOException {
        String id = operation.operationId();
        requireDerived(
                "openapi/README.md", "| `" + operation.path() + "` |", "\n### `POST " + operation.path() + "`\n");
        requireDerived(STOCK, "operationId: " + id + "\n");
        requireDerived("contract-tests/src/test/resources/artifact/public-api.txt", " " + id + "(");
        requireDerived("contract-tests/clients/cases.jsonl", "\"operation\":\"" + id + "\"");
        requireDerived("contract-tests/pacts/pixverse-client-pixverse.json", "\"operationId\": \"" + id + "\"");
        List<String> unrecorded = Stream.of(Scenario.values())
                .map(scenario -> scenario + ".json")
                .filter(file -> !Files.exists(Path.of("recordings", id, file)))
                .toList();
        if (!unrecorded.isEmpty()) {
            byCommand.add("contract-tests/recordings/" + id + ": " + String.join(", ", unrecorded));
        }
        for (Path program : ConformanceProgramsTest.programs()) {
            if (!ConformanceProgramsTest.names(Files.readString(program), operation)) {
                byCommand.add("contract-tests/" + program);
            }
        }
        List<String> shared = references(document.requestSchema(operation).get("allOf"));
        for (Path config : SchemaMappingsTest.configs()) {
            // The derived document has no shared schemas.
            if (!SchemaMappingsTest.input(config).endsWith(STOCK)) {
                for (String name : shared) {
                    requireDerived(ROOT.relativize(config).toString(), "\n  " + name + ": ");
                }
            }
        }
    }

    /** The names of the schemas to which a part of the document refers. */
    private static List<String> references(JsonElement part) {
        return SCHEMA.matcher(String.valueOf(part))
                .results()
                .map(reference -> reference.group(1))
                .toList();
    }

    private void requireDerived(String file, String... texts) throws IOException {
        if (!Stream.of(texts).allMatch(Files.readString(ROOT.resolve(file))::contains)) {
            byCommand.add(file);
        }
    }

    @Override
    public String toString() {
        if (isComplete()) {
            return operation.operationId() + ": complete";
        }
        StringBuilder text = new StringBuilder(operation.operationId() + ": incomplete");
        if (!byHand.isEmpty()) {
            text.append("\n  Write by hand:");
            byHand.forEach(item -> text.append("\n    ").append(item));
        }
        if (!byCommand.isEmpty()) {
            text.append("\n  Then run ").append(CommittedFile.UPDATE).append(", which writes:");
            byCommand.forEach(item -> text.append("\n    ").append(item));
        }
        return text.toString();
    }
}
