package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The OpenAPI document. Immutable and thread-safe; public methods return copies of JSON trees.
 *
 * <p>Supports the subset of OpenAPI that this project uses: references within the document only, one operation per
 * path, JSON request bodies with a named schema, parameters in path and query, and one API key in a header.
 */
public final class ApiDocument {

    /** The media type of every request body. */
    public static final String JSON = "application/json";

    /** The field of an error response with the reason. */
    public static final String ERROR = "error";

    private static final String RESOURCE = "/io/github/pixverseopenapi/contract/pixverse.yaml";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static ApiDocument packaged;

    private final JsonObject root;
    private final Map<String, ApiOperation> operations;
    private final String securityHeader;
    private final Map<Class<?>, Object> shared = new HashMap<>();

    private ApiDocument(JsonObject root) {
        this.root = root;
        this.operations = readOperations();
        this.securityHeader = readSecurityHeader();
    }

    /**
     * The document bundled with this module. The first call reads it; all calls return the same instance.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is not a supported document
     */
    public static synchronized ApiDocument load() {
        if (packaged == null) {
            packaged = read(RESOURCE);
        }
        return packaged;
    }

    static ApiDocument read(String resourceName) {
        InputStream resource = ApiDocument.class.getResourceAsStream(resourceName);
        if (resource == null) {
            throw new IllegalArgumentException("The class path has no resource " + resourceName + ".");
        }
        try (Reader yaml = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return new ApiDocument(YamlTree.read(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a document from a YAML file.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when the file is not a supported document; the message states the reason
     */
    public static ApiDocument load(Path file) {
        try (Reader yaml = Files.newBufferedReader(file)) {
            return new ApiDocument(YamlTree.read(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All operations, in document order. */
    public List<ApiOperation> operations() {
        return List.copyOf(operations.values());
    }

    /** The operations that return a video, in document order. */
    public List<ApiOperation> videoOperations() {
        return operations.values().stream().filter(ApiOperation::returnsVideo).toList();
    }

    /**
     * The operation at a path such as {@code /v1/something}, if any. A path of the document without parameters takes
     * precedence over one with parameters, such as {@code /v1/things/{id}}.
     */
    public Optional<ApiOperation> operation(String path) {
        return Optional.ofNullable(operations.get(path))
                .or(() -> operations.values().stream()
                        .filter(operation -> operation.pathParameters(path).isPresent())
                        .findFirst());
    }

    /** Returns the instance of {@code type} for this document. The first call creates it. */
    synchronized <T> T shared(Class<T> type, Function<ApiDocument, T> constructor) {
        Object found = shared.get(type);
        if (found == null) {
            found = constructor.apply(this);
            shared.put(type, found);
        }
        return type.cast(found);
    }

    /** A copy of the document. */
    public JsonObject json() {
        return root.deepCopy();
    }

    /** The base URL of the live service. */
    public String server() {
        return server(new JsonObject());
    }

    /** The name of the API key header. */
    public String securityHeader() {
        return securityHeader;
    }

    /**
     * The responses of an operation by status ({@code "200"}, {@code "default"} …) in document order. References to
     * responses, headers and examples are resolved.
     *
     * @throws IllegalArgumentException when the operation does not belong to this document
     */
    public Map<String, JsonObject> responses(ApiOperation operation) {
        Map<String, JsonObject> responses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                object(tree(operation), "responses").entrySet()) {
            JsonObject response = resolve(entry.getValue().getAsJsonObject()).deepCopy();
            resolveAll(response.getAsJsonObject("headers"));
            if (response.has("content")) {
                response.getAsJsonObject("content")
                        .asMap()
                        .values()
                        .forEach(media -> resolveAll(media.getAsJsonObject().getAsJsonObject("examples")));
            }
            responses.put(entry.getKey(), response);
        }
        return responses;
    }

    private void resolveAll(JsonObject possibleReferences) {
        if (possibleReferences != null) {
            possibleReferences
                    .entrySet()
                    .forEach(entry -> entry.setValue(
                            resolve(entry.getValue().getAsJsonObject()).deepCopy()));
        }
    }

    /**
     * The request example of an operation, the first if the document has several.
     *
     * @throws IllegalArgumentException when the operation does not belong to this document
     */
    public Optional<JsonObject> requestExample(ApiOperation operation) {
        return requestExamples(operation).values().stream().findFirst();
    }

    /**
     * The request examples of an operation by name, in document order; an example without a name has the empty one.
     *
     * @throws IllegalArgumentException when the operation does not belong to this document
     */
    public Map<String, JsonObject> requestExamples(ApiOperation operation) {
        Map<String, JsonObject> examples = new LinkedHashMap<>();
        requestContent(tree(operation)).ifPresent(content -> {
            if (content.has("example")) {
                examples.put("", content.getAsJsonObject("example").deepCopy());
            } else if (content.has("examples")) {
                content.getAsJsonObject("examples")
                        .asMap()
                        .forEach((name, example) -> examples.put(
                                name,
                                resolve(example.getAsJsonObject())
                                        .getAsJsonObject("value")
                                        .deepCopy()));
            }
        });
        return examples;
    }

    /**
     * A copy of the request schema of an operation. References in its {@code properties} are not resolved.
     *
     * @throws IllegalArgumentException when the operation does not belong to this document or has no request body
     */
    public JsonObject requestSchema(ApiOperation operation) {
        tree(operation);
        return schemas().getAsJsonObject(operation.requiredRequestSchema()).deepCopy();
    }

    /** The named schemas. Not a copy: read only. */
    JsonObject schemas() {
        return object(object(root, "components"), "schemas");
    }

    /** Resolves {@code $ref} recursively. Not a copy: read only. */
    JsonObject resolve(JsonObject possibleReference) {
        JsonObject current = possibleReference;
        while (current.has("$ref")) {
            current = at(current.get("$ref").getAsString());
        }
        return current;
    }

    /** Resolves a reference recursively and returns the reference to an object without {@code $ref}. */
    String follow(String reference) {
        String location = reference;
        for (JsonObject found = at(location); found.has("$ref"); found = at(location)) {
            location = found.get("$ref").getAsString();
        }
        return location;
    }

    /** The target of a reference such as {@code #/components/schemas/X}. Not a copy: read only. */
    JsonObject at(String reference) {
        JsonElement current = root;
        for (String name : tokens(reference)) {
            if (current.isJsonArray()) {
                current = current.getAsJsonArray().get(Integer.parseInt(name));
            } else {
                current = child(current.getAsJsonObject(), name, reference);
            }
        }
        return current.getAsJsonObject();
    }

    /** The unescaped tokens of a reference (RFC 6901, section 4). */
    static String[] tokens(String reference) {
        if (!reference.startsWith("#/")) {
            throw new IllegalArgumentException("The reference " + reference + " must point into the document.");
        }
        return Arrays.stream(reference.substring(2).split("/"))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toArray(String[]::new);
    }

    private static JsonElement child(JsonObject parent, String name, String reference) {
        JsonElement child = parent.get(name);
        if (child == null) {
            throw new IllegalArgumentException("The reference " + reference + " must point to an existing element.");
        }
        return child;
    }

    private static JsonObject object(JsonObject parent, String name) {
        JsonElement child = parent.get(name);
        if (child == null || !child.isJsonObject()) {
            throw new IllegalArgumentException(
                    Message.of(name, "an object of the document", child == null ? "missing" : Abbreviated.of(child))
                            + ".");
        }
        return child.getAsJsonObject();
    }

    private JsonObject tree(ApiOperation operation) {
        if (!operation.equals(operations.get(operation.path()))) {
            throw new IllegalArgumentException(
                    "The operation " + operation.operationId() + " must belong to this document.");
        }
        return root.getAsJsonObject("paths")
                .getAsJsonObject(operation.path())
                .getAsJsonObject(operation.method().toLowerCase(Locale.ROOT));
    }

    private Map<String, ApiOperation> readOperations() {
        Map<String, ApiOperation> result = new LinkedHashMap<>();
        JsonObject paths = object(root, "paths");
        for (String path : paths.keySet()) {
            JsonObject item = object(paths, path);
            List<String> methods = new ArrayList<>(item.keySet());
            methods.retainAll(METHODS);
            if (methods.size() != 1) {
                throw new IllegalArgumentException(
                        Message.of("The number of operations at " + path, "1", methods.size()) + ".");
            }
            String method = methods.get(0);
            result.put(path, readOperation(method.toUpperCase(Locale.ROOT), path, item, object(item, method)));
        }
        return result;
    }

    private ApiOperation readOperation(String method, String path, JsonObject item, JsonObject operation) {
        JsonObject price =
                Optional.ofNullable(operation.getAsJsonObject("x-price-usd")).orElseGet(JsonObject::new);
        return new ApiOperation(
                method,
                path,
                text(operation, "operationId")
                        .orElseThrow(() -> new IllegalArgumentException(
                                Message.of("operationId at " + path, "present", "missing") + ".")),
                text(operation, "summary").orElse(""),
                root.has("servers") || item.has("servers") ? server(item) : "",
                readParameters(operation),
                requestSchemaName(path, operation),
                returnsVideo(operation),
                text(operation, "x-submits"),
                number(operation, "x-typical-seconds"),
                number(price, "lowest"),
                number(price, "highest"));
    }

    private List<ApiParameter> readParameters(JsonObject operation) {
        List<ApiParameter> parameters = new ArrayList<>();
        if (operation.has("parameters")) {
            for (JsonElement entry : operation.getAsJsonArray("parameters")) {
                String location = text(entry.getAsJsonObject(), "$ref")
                        .map(this::follow)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "A parameter must be a reference to a named parameter, but was " + Abbreviated.of(entry)
                                        + "."));
                JsonObject parameter = at(location);
                object(parameter, "schema");
                parameters.add(new ApiParameter(
                        parameter.get("name").getAsString(),
                        ApiParameter.Location.of(parameter.get("in").getAsString()),
                        parameter.has("required") && parameter.get("required").getAsBoolean(),
                        location + "/schema"));
            }
        }
        return parameters;
    }

    private Optional<String> requestSchemaName(String path, JsonObject operation) {
        return requestContent(operation).map(content -> schemaName(path, object(content, "schema")));
    }

    private String schemaName(String path, JsonObject schema) {
        String reference = text(schema, "$ref")
                .filter(target -> target.startsWith("#/components/schemas/"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The request schema of " + path + " must be a reference to a named schema."));
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        object(schemas(), name);
        return name;
    }

    private static Optional<JsonObject> requestContent(JsonObject operation) {
        return operation.has("requestBody")
                ? Optional.of(object(object(object(operation, "requestBody"), "content"), JSON))
                : Optional.empty();
    }

    private boolean returnsVideo(JsonObject operation) {
        JsonObject success = operation.has("responses")
                ? operation.getAsJsonObject("responses").getAsJsonObject("200")
                : null;
        JsonObject content = success == null ? null : resolve(success).getAsJsonObject("content");
        return content != null && content.has(Mp4Boxes.MEDIA_TYPE);
    }

    private String server(JsonObject pathItem) {
        return (pathItem.has("servers") ? pathItem : root)
                .getAsJsonArray("servers")
                .get(0)
                .getAsJsonObject()
                .get("url")
                .getAsString();
    }

    private String readSecurityHeader() {
        JsonObject schemes = object(object(root, "components"), "securitySchemes");
        for (String name : schemes.keySet()) {
            JsonObject scheme = object(schemes, name);
            if (text(scheme, "type").filter("apiKey"::equals).isPresent()
                    && text(scheme, "in").filter("header"::equals).isPresent()) {
                return text(scheme, "name")
                        .orElseThrow(() -> new IllegalArgumentException(
                                Message.of("The name of the API key header", "present", "missing") + "."));
            }
        }
        throw new IllegalArgumentException("The document must declare an API key in a header.");
    }

    private static Optional<String> text(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name)).map(JsonElement::getAsString);
    }

    private static Optional<BigDecimal> number(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name)).map(JsonElement::getAsBigDecimal);
    }
}
