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
 * The OpenAPI document, read once and never changed. Trees that leave this class are copies. It may be used by any
 * number of threads.
 *
 * <p>Read are documents as this project writes them: references within the document only, one operation to a
 * path, a JSON request body with a named schema for each operation, and one API key in a header.
 */
public final class ApiDocument {

    /** The media type of every request body. */
    public static final String JSON = "application/json";

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
     * The document that comes with this module. It is read at the first call and shared afterwards.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is not such a document
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
            throw new IllegalArgumentException("The class path holds no " + resourceName + ".");
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
     * @throws IllegalArgumentException when the file is not such a document; the text says what is amiss
     */
    public static ApiDocument load(Path file) {
        try (Reader yaml = Files.newBufferedReader(file)) {
            return new ApiDocument(YamlTree.read(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All operations, in the document's order. */
    public List<ApiOperation> operations() {
        return List.copyOf(operations.values());
    }

    /** The operation at a path such as {@code /v1/something}; empty when the document has none there. */
    public Optional<ApiOperation> operation(String path) {
        return Optional.ofNullable(operations.get(path));
    }

    /** What is made from this document by a constructor of {@code type}: made at the first call and shared afterwards. */
    synchronized <T> T shared(Class<T> type, Function<ApiDocument, T> constructor) {
        Object found = shared.get(type);
        if (found == null) {
            found = constructor.apply(this);
            shared.put(type, found);
        }
        return type.cast(found);
    }

    /** The whole document, as a copy. */
    public JsonObject json() {
        return root.deepCopy();
    }

    /** The name of the header that carries the key. */
    public String securityHeader() {
        return securityHeader;
    }

    /**
     * An operation's responses by status ({@code "200"}, {@code "default"} …), in the document's order; references
     * to responses, and to their headers and examples, are replaced by what they refer to.
     *
     * @throws IllegalArgumentException when the operation is not one of this document's
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
     * The request that the document shows as an example of an operation; empty when it shows none.
     *
     * @throws IllegalArgumentException when the operation is not one of this document's
     */
    public Optional<JsonObject> requestExample(ApiOperation operation) {
        return Optional.ofNullable(requestContent(tree(operation)).getAsJsonObject("example"))
                .map(JsonObject::deepCopy);
    }

    /**
     * An operation's request schema with its {@code properties} as they stand, references included, as a copy.
     *
     * @throws IllegalArgumentException when the operation is not one of this document's
     */
    public JsonObject requestSchema(ApiOperation operation) {
        tree(operation);
        return schemas().getAsJsonObject(operation.requestSchema()).deepCopy();
    }

    /** The named schemas; not a copy, so for reading only. */
    JsonObject schemas() {
        return object(object(root, "components"), "schemas");
    }

    /** Follows {@code $ref} until something else stands there; not a copy, so for reading only. */
    JsonObject resolve(JsonObject possibleReference) {
        JsonObject current = possibleReference;
        while (current.has("$ref")) {
            current = at(current.get("$ref").getAsString());
        }
        return current;
    }

    /** Where a reference leads in the end, when {@code $ref} stands at its place, or at the place after that. */
    String follow(String reference) {
        String place = reference;
        for (JsonObject found = at(place); found.has("$ref"); found = at(place)) {
            place = found.get("$ref").getAsString();
        }
        return place;
    }

    /** What a reference such as {@code #/components/schemas/X} points to; not a copy, so for reading only. */
    JsonObject at(String reference) {
        JsonElement current = root;
        for (String name : steps(reference)) {
            if (current.isJsonArray()) {
                current = current.getAsJsonArray().get(Integer.parseInt(name));
            } else {
                current = child(current.getAsJsonObject(), name, reference);
            }
        }
        return current.getAsJsonObject();
    }

    /** The names on the way from the document's root to what a reference points to. */
    static String[] steps(String reference) {
        if (!reference.startsWith("#/")) {
            throw new IllegalArgumentException("The reference " + reference + " leaves the document.");
        }
        return Arrays.stream(reference.substring(2).split("/"))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toArray(String[]::new);
    }

    private static JsonElement child(JsonObject parent, String name, String reference) {
        JsonElement child = parent.get(name);
        if (child == null) {
            throw new IllegalArgumentException("The reference " + reference + " points to nothing.");
        }
        return child;
    }

    private static JsonObject object(JsonObject parent, String name) {
        JsonElement child = parent.get(name);
        if (child == null || !child.isJsonObject()) {
            throw new IllegalArgumentException("The document lacks the object " + name + " where one is needed.");
        }
        return child.getAsJsonObject();
    }

    private JsonObject tree(ApiOperation operation) {
        if (!operation.equals(operations.get(operation.path()))) {
            throw new IllegalArgumentException(
                    "The operation " + operation.operationId() + " is not one of this document's.");
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
                        "The path " + path + " has " + methods.size() + " operations; it must have one.");
            }
            String method = methods.get(0);
            result.put(path, readOperation(method.toUpperCase(Locale.ROOT), path, object(item, method)));
        }
        return result;
    }

    private ApiOperation readOperation(String method, String path, JsonObject operation) {
        JsonObject price =
                Optional.ofNullable(operation.getAsJsonObject("x-price-usd")).orElseGet(JsonObject::new);
        return new ApiOperation(
                method,
                path,
                text(operation, "operationId")
                        .orElseThrow(() -> new IllegalArgumentException("The path " + path + " lacks an operationId.")),
                text(operation, "summary").orElse(""),
                requestSchemaName(path, operation),
                number(operation, "x-typical-seconds"),
                number(price, "lowest"),
                number(price, "highest"));
    }

    private String requestSchemaName(String path, JsonObject operation) {
        JsonObject schema = object(requestContent(operation), "schema");
        String reference = text(schema, "$ref")
                .filter(target -> target.startsWith("#/components/schemas/"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The request schema of " + path + " must be a reference to a named one."));
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        object(schemas(), name);
        return name;
    }

    private static JsonObject requestContent(JsonObject operation) {
        return object(object(object(operation, "requestBody"), "content"), JSON);
    }

    private String readSecurityHeader() {
        JsonObject schemes = object(object(root, "components"), "securitySchemes");
        for (String name : schemes.keySet()) {
            JsonObject scheme = object(schemes, name);
            if (text(scheme, "type").filter("apiKey"::equals).isPresent()
                    && text(scheme, "in").filter("header"::equals).isPresent()) {
                return text(scheme, "name")
                        .orElseThrow(() -> new IllegalArgumentException("The key's header has no name."));
            }
        }
        throw new IllegalArgumentException("The document declares no key that is sent in a header.");
    }

    private static Optional<String> text(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name)).map(JsonElement::getAsString);
    }

    private static Optional<BigDecimal> number(JsonObject parent, String name) {
        return Optional.ofNullable(parent.get(name)).map(JsonElement::getAsBigDecimal);
    }
}
