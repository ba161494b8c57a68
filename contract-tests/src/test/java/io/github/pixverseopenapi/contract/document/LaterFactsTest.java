package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.SpecFile.OperationNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operations from later sources are those of their tables, keyword for keyword. */
class LaterFactsTest {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String RESPONSES = "#/components/responses/";
    private static final String JSON = "application/json";

    @Test
    void operations_ofLaterSources_areThoseOfTheTable() {
        assertThat(SPEC.laterOperations().stream().map(LaterFactsTest::describe))
                .containsExactlyElementsOf(LaterFacts.operations());
    }

    @Test
    void operation_ofLaterSources_hasNothingElse() {
        assertThat(SPEC.laterOperations())
                .allSatisfy(operation -> assertThat(operation.body())
                        .containsKeys("tags", "operationId", "summary", "description", "x-source", "responses")
                        .containsOnlyKeys(withOptional(
                                operation.body().keySet(),
                                "tags",
                                "operationId",
                                "summary",
                                "description",
                                "x-source",
                                "responses",
                                "x-submits",
                                "requestBody",
                                "parameters")));
    }

    /** The same request in both transports, its example included. */
    @Test
    void submit_ofAJob_takesTheRequestOfTheVideoOperation() {
        assertThat(SPEC.laterOperations())
                .filteredOn(operation -> operation.body().containsKey("x-submits"))
                .hasSameSizeAs(SPEC.videoOperations())
                .allSatisfy(submit -> {
                    OperationNode video = SPEC.videoOperations().stream()
                            .filter(operation -> operation
                                    .body()
                                    .get("operationId")
                                    .equals(submit.body().get("x-submits")))
                            .findFirst()
                            .orElseThrow();
                    assertThat(submit.body().get("requestBody"))
                            .isEqualTo(video.body().get("requestBody"));
                    assertThat(submit.path()).isEqualTo(video.path().replaceFirst("^/v1/", "/v2/"));
                });
    }

    @Test
    void upload_inTheDocument_isRequiredJson() {
        Map<String, Object> body =
                SpecFile.map(SPEC.post("/upload-asset").body().get("requestBody"));

        assertThat(body).containsEntry("required", true);
        assertThat(SpecFile.map(body.get("content"))).containsOnlyKeys(JSON);
    }

    @Test
    void links_ofASubmittedJob_leadToItsStatusAndItsResult() {
        Map<String, Object> id = Map.of("request_id", "$response.body#/request_id");

        assertThat(response("SubmittedJob").get("links"))
                .isEqualTo(Map.of(
                        "status", Map.of("operationId", "getJobStatus", "parameters", id),
                        "result", Map.of("operationId", "getJobResult", "parameters", id)));
    }

    @Test
    void servers_ofPaths_haveADescription() {
        SPEC.paths().values().stream()
                .map(SpecFile::map)
                .filter(item -> item.containsKey("servers"))
                .forEach(item -> assertThat(SpecFile.list(item.get("servers")))
                        .hasSize(1)
                        .allSatisfy(server -> assertThat(SpecFile.map(server)).containsOnlyKeys("url", "description")));
    }

    /** Nothing at a path applies to its operation unseen. */
    @Test
    void paths_ofTheDocument_haveOneOperationAndServersOnly() {
        SPEC.paths()
                .forEach((path, item) -> assertThat(SpecFile.map(item))
                        .as(path)
                        .containsOnlyKeys(withOptional(SpecFile.map(item).keySet(), "get", "post", "servers")));
    }

    @Test
    void parameters_ofTheDocument_areThoseOfTheTable() {
        List<Map<String, String>> found = new ArrayList<>();
        SPEC.components("parameters").forEach((name, value) -> found.add(describeParameter(SpecFile.map(value))));

        assertThat(found).containsExactlyElementsOf(LaterFacts.parameters());
    }

    @Test
    void responses_ofLaterSources_areThoseOfTheTable() {
        assertThat(LaterFacts.responses().map(LaterFactsTest::describeResponse))
                .containsExactlyElementsOf(LaterFacts.responseRows());
    }

    @Test
    void fields_ofLaterSources_areThoseOfTheTable() {
        List<Map<String, String>> found = new ArrayList<>();
        Set<String> schemas = LaterFacts.fields().stream()
                .map(row -> row.get("schema"))
                .collect(Collectors.toCollection(TreeSet::new));
        SPEC.components("schemas").forEach((name, value) -> {
            if (schemas.contains(name)) {
                Map<String, Object> schema = SpecFile.map(value);
                SpecFile.map(schema.get("properties"))
                        .forEach((field, property) ->
                                found.add(describeField(name, field, schema, SpecFile.map(property))));
            }
        });

        assertThat(found).containsExactlyElementsOf(LaterFacts.fields());
    }

    @Test
    void schemas_ofResponses_areMarked() {
        LaterFacts.fields().stream().map(row -> row.get("schema")).distinct().forEach(name -> {
            Map<String, Object> schema = SpecFile.map(SPEC.components("schemas").get(name));
            assertThat(schema.get("type")).as(name).isEqualTo("object");
            assertThat(schema)
                    .as(name)
                    .containsOnlyKeys(withOptional(
                            schema.keySet(), "description", "type", "x-response", "required", "properties"));
            assertThat(schema.get("x-response")).as(name).isEqualTo(name.equals("UploadRequest") ? null : true);
        });
    }

    /** A request with an empty list would upload nothing. */
    @Test
    void dataUrls_ofAnUpload_areAtLeastOneInBase64() {
        Map<String, Object> property = SpecFile.map(
                SpecFile.map(SpecFile.map(SPEC.components("schemas").get("UploadRequest"))
                                .get("properties"))
                        .get("data_urls"));

        assertThat(property.get("minItems")).isEqualTo(1);
        assertThat(SpecFile.map(property.get("items")))
                .isEqualTo(Map.of(
                        "type", "string",
                        "pattern", "^data:(?:image|video)/[0-9A-Za-z.+-]+;base64,[0-9A-Za-z+/]+={0,2}$",
                        "x-allowed", "a data URL of an image or a video in Base64"));
    }

    @Test
    void id_inTheDocument_hasAnExample() {
        assertThat(SpecFile.map(SPEC.components("parameters").get("RequestId")).get("example"))
                .isEqualTo("5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98");
        SPEC.components("parameters").forEach((name, parameter) -> {
            if (!name.equals("RequestId")) {
                assertThat(SpecFile.map(parameter)).as(name).doesNotContainKey("example");
            }
        });
    }

    @Test
    void example_ofAnUpload_isTheBeginningOfAnImage() {
        Map<String, Object> body =
                SpecFile.map(SPEC.post("/upload-asset").body().get("requestBody"));
        Map<String, Object> media =
                SpecFile.map(SpecFile.map(body.get("content")).get(JSON));

        assertThat(media).containsOnlyKeys("schema", "example");
        assertThat(media.get("schema")).isEqualTo(Map.of("$ref", SCHEMAS + "UploadRequest"));
        assertThat(media.get("example")).isEqualTo(Map.of("data_urls", List.of("data:image/png;base64,iVBORw0KGgo=")));
    }

    @Test
    void examples_ofResponses_areThoseOfTheTable() {
        List<Map<String, String>> found = new ArrayList<>();
        LaterFacts.responses().forEach(name -> {
            Map<String, Object> content = SpecFile.map(response(name).get("content"));
            if (content.containsKey(JSON)) {
                flatten(name, "", SpecFile.map(content.get(JSON)).get("example"), found);
            }
        });

        assertThat(found).containsExactlyElementsOf(LaterFacts.examples());
    }

    private static void flatten(String response, String path, Object value, List<Map<String, String>> rows) {
        if (value instanceof Map) {
            SpecFile.map(value)
                    .forEach(
                            (name, child) -> flatten(response, path.isEmpty() ? name : path + "/" + name, child, rows));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(response, path + "/" + i, list.get(i), rows);
            }
        } else {
            String text = String.valueOf(value);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("response", response);
            row.put("field", path);
            row.put("value", text.contains(" ") ? "*" : text);
            rows.add(row);
        }
    }

    @Test
    void enums_ofLaterSources_nameTheirSource() {
        assertThat(List.of("JobState", "HistoryState", "HistorySortField", "SortOrder"))
                .allSatisfy(name -> assertThat(
                                SpecFile.map(SPEC.components("schemas").get(name)))
                        .containsOnlyKeys("description", "type", "enum", "x-enum-varnames", "x-source")
                        .containsEntry("type", "string")
                        .containsEntry("x-source", "sdk"));
    }

    private static Map<String, String> describe(OperationNode operation) {
        Map<String, Object> item = SpecFile.map(SPEC.paths().get(operation.path()));
        Object servers = item.getOrDefault("servers", SPEC.root().get("servers"));
        Map<String, String> row = new LinkedHashMap<>();
        row.put("method", operation.method().toUpperCase(Locale.ROOT));
        row.put("path", operation.path());
        row.put("operationId", text(operation.body().get("operationId")));
        row.put("server", text(SpecFile.map(SpecFile.list(servers).get(0)).get("url")));
        row.put("tag", String.join(", ", SpecFile.texts(operation.body().get("tags"))));
        row.put(
                "schema",
                operation.body().containsKey("requestBody") ? SPEC.requestSchemaName(operation.path()) : NOTHING);
        row.put("submits", text(operation.body().get("x-submits")));
        row.put(
                "parameters",
                operation.body().containsKey("parameters")
                        ? SpecFile.list(operation.body().get("parameters")).stream()
                                .map(reference ->
                                        String.valueOf(SPEC.resolve(reference).get("name")))
                                .collect(Collectors.joining(", "))
                        : NOTHING);
        row.put(
                "responses",
                operation.responses().entrySet().stream()
                        .map(response -> response.getKey() + " " + reference(response.getValue(), RESPONSES))
                        .collect(Collectors.joining(", ")));
        row.put("source", text(operation.body().get("x-source")));
        return row;
    }

    private static Map<String, String> describeParameter(Map<String, Object> parameter) {
        assertThat(parameter)
                .containsOnlyKeys(withOptional(
                        parameter.keySet(), "name", "in", "required", "description", "x-source", "schema", "example"));
        Map<String, Object> schema = new TreeMap<>(SpecFile.map(parameter.get("schema")));
        Map<String, String> row = new LinkedHashMap<>();
        row.put("parameter", text(parameter.get("name")));
        row.put("in", text(parameter.get("in")));
        row.put("needed", Boolean.TRUE.equals(parameter.get("required")) ? "required" : "optional");
        row.put("type", schema.containsKey("$ref") ? reference(schema, SCHEMAS) : text(schema.get("type")));
        row.put("default", text(schema.get("default")));
        row.put("min", text(schema.get("minimum")));
        row.put("max", text(schema.get("maximum")));
        row.put("pattern", text(schema.get("pattern")));
        row.put("in words", text(schema.get("x-allowed")));
        row.put("source", text(parameter.get("x-source")));
        assertThat(schema)
                .as("%s", row)
                .containsOnlyKeys(withOptional(
                        schema.keySet(),
                        "$ref",
                        "type",
                        "format",
                        "default",
                        "minimum",
                        "maximum",
                        "pattern",
                        "x-allowed"));
        assertThat(Stream.of("default", "minimum", "maximum")
                        .filter(schema::containsKey)
                        .map(schema::get))
                .as("%s", row)
                .allMatch(Integer.class::isInstance);
        assertThat(schema.getOrDefault("format", "int32")).as("%s", row).isEqualTo("int32");
        assertThat(schema.containsKey("format")).as("%s", row).isEqualTo("integer".equals(schema.get("type")));
        return row;
    }

    private static Map<String, String> describeResponse(String name) {
        Map<String, Object> response = response(name);
        assertThat(response.keySet())
                .as(name)
                .isSubsetOf("description", "x-billing", "x-exception", "x-empty-body", "x-source", "content", "links");
        assertThat(response.containsKey("links")).as(name).isEqualTo(name.equals("SubmittedJob"));
        Map<String, Object> content = SpecFile.map(response.get("content"));
        Map<String, String> row = new LinkedHashMap<>();
        row.put("response", name);
        row.put("billing", text(response.get("x-billing")));
        row.put("exception", text(response.get("x-exception")));
        row.put("content", String.join(", ", content.keySet()));
        row.put(
                "schema",
                content.containsKey(JSON)
                        ? reference(SpecFile.map(content.get(JSON)).get("schema"), SCHEMAS)
                        : NOTHING);
        row.put("empty", text(response.get("x-empty-body")));
        row.put("source", text(response.get("x-source")));
        assertThat(response.getOrDefault("x-empty-body", true)).as(name).isEqualTo(true);
        assertThat(content.values())
                .as(name)
                .allSatisfy(media -> assertThat(SpecFile.map(media)).containsOnlyKeys("schema", "example"));
        if (content.containsKey("text/html")) {
            assertThat(SpecFile.map(content.get("text/html")).get("schema")).isEqualTo(Map.of("type", "string"));
        }
        return row;
    }

    private static Map<String, String> describeField(
            String schemaName, String field, Map<String, Object> schema, Map<String, Object> property) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("schema", schemaName);
        row.put("field", field);
        row.put(
                "needed",
                schema.containsKey("required")
                                && SpecFile.texts(schema.get("required")).contains(field)
                        ? "required"
                        : "optional");
        row.put("type", type(property));
        row.put("source", text(property.get("x-source")));
        // No constraint beyond the type: a response is read leniently.
        assertThat(property)
                .as("%s", row)
                .containsOnlyKeys(withOptional(
                        property.keySet(),
                        "allOf",
                        "type",
                        "format",
                        "items",
                        field.equals("data_urls") ? "minItems" : "items",
                        "example",
                        "description",
                        "x-source"));
        return row;
    }

    private static String type(Map<String, Object> property) {
        if (property.containsKey("allOf")) {
            List<Object> parts = SpecFile.list(property.get("allOf"));
            assertThat(parts).hasSize(1);
            return reference(parts.get(0), SCHEMAS);
        }
        if (property.get("type").equals("array")) {
            Map<String, Object> items = SpecFile.map(property.get("items"));
            assertThat(items.keySet()).isSubsetOf("$ref", "type", "pattern", "x-allowed");
            return "list of " + (items.containsKey("$ref") ? reference(items, SCHEMAS) : items.get("type"));
        }
        return property.get("type") + (property.containsKey("format") ? "/" + property.get("format") : "");
    }

    private static Map<String, Object> response(String name) {
        return SpecFile.map(SPEC.components("responses").get(name));
    }

    private static String reference(Object node, String prefix) {
        assertThat(SpecFile.map(node)).containsOnlyKeys("$ref");
        String reference = String.valueOf(SpecFile.map(node).get("$ref"));
        assertThat(reference).startsWith(prefix);
        return reference.substring(prefix.length());
    }

    private static String[] withOptional(Set<String> present, String... allowed) {
        return List.of(allowed).stream().filter(present::contains).toArray(String[]::new);
    }

    private static String text(Object value) {
        return Objects.toString(value, NOTHING);
    }
}
