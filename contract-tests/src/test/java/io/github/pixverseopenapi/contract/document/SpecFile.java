package io.github.pixverseopenapi.contract.document;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI document as plain maps and lists, without an OpenAPI library: the tests check what is written, not a
 * tool's interpretation.
 */
final class SpecFile {
    static final SpecFile SPEC = new SpecFile("/io/github/pixverseopenapi/contract/pixverse.yaml");

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static final String VIDEO = "#/components/responses/Video";

    private final Map<String, Object> root;

    private SpecFile(String resource) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        InputStream stream = Objects.requireNonNull(SpecFile.class.getResourceAsStream(resource), resource);
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            root = map(new Yaml(new SafeConstructor(options)).load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One HTTP method on one path. */
    record OperationNode(String path, String method, Map<String, Object> body) {
        Map<String, Object> responses() {
            return map(body.get("responses"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    Map<String, Object> root() {
        return root;
    }

    Map<String, Object> paths() {
        return map(root.get("paths"));
    }

    List<OperationNode> operations() {
        List<OperationNode> found = new ArrayList<>();
        paths().forEach((path, item) -> map(item).forEach((method, body) -> {
            if (METHODS.contains(method)) {
                found.add(new OperationNode(path, method, map(body)));
            }
        }));
        return found;
    }

    /** The operations of the service's pages: those that return a video. */
    List<OperationNode> videoOperations() {
        return operations().stream()
                .filter(operation -> operation.responses().containsValue(Map.of("$ref", VIDEO)))
                .toList();
    }

    /** The paths of the service's pages. */
    List<String> videoPaths() {
        return videoOperations().stream().map(OperationNode::path).toList();
    }

    /** The other operations, from later sources. */
    List<OperationNode> laterOperations() {
        List<OperationNode> later = operations();
        later.removeAll(videoOperations());
        return later;
    }

    OperationNode post(String path) {
        return operations().stream()
                .filter(operation ->
                        operation.path().equals(path) && operation.method().equals("post"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the document has no POST " + path));
    }

    /** The named parts of one kind, such as {@code schemas} or {@code responses}. */
    Map<String, Object> components(String kind) {
        return map(map(root.get("components")).get(kind));
    }

    String requestSchemaName(String path) {
        Object body = map(post(path).body().get("requestBody")).get("content");
        String reference = String.valueOf(
                map(map(map(body).get("application/json")).get("schema")).get("$ref"));
        return reference.replace("#/components/schemas/", "");
    }

    Map<String, Object> requestSchema(String path) {
        return map(components("schemas").get(requestSchemaName(path)));
    }

    Map<String, Object> property(String path, String field) {
        Map<String, Object> properties = map(requestSchema(path).get("properties"));
        if (!properties.containsKey(field)) {
            throw new AssertionError("the document has no " + field + " on " + path);
        }
        return flat(properties.get(field));
    }

    /** Follows {@code $ref}, if there is one. */
    Map<String, Object> resolve(Object node) {
        Map<String, Object> found = map(node);
        while (found.containsKey("$ref")) {
            Object target = root;
            for (String step :
                    String.valueOf(found.get("$ref")).substring("#/".length()).split("/")) {
                target = map(target).get(step);
            }
            found = map(target);
        }
        return found;
    }

    /** A property together with the shared schema that its {@code allOf} names. */
    Map<String, Object> flat(Object property) {
        Map<String, Object> own = resolve(property);
        Map<String, Object> merged = new LinkedHashMap<>();
        if (own.containsKey("allOf")) {
            list(own.get("allOf")).forEach(part -> merged.putAll(resolve(part)));
        }
        merged.putAll(own);
        merged.remove("allOf");
        return merged;
    }

    /** Shows every object of the document, with a JSON pointer to it. */
    void forEachObject(BiConsumer<String, Map<String, Object>> visitor) {
        visit("", root, visitor);
    }

    private static void visit(String pointer, Object node, BiConsumer<String, Map<String, Object>> visitor) {
        if (node instanceof Map) {
            visitor.accept(pointer, map(node));
            map(node).forEach((key, value) -> visit(pointer + "/" + key.replace("/", "~1"), value, visitor));
        } else if (node instanceof Collection) {
            List<Object> elements = list(node);
            for (int i = 0; i < elements.size(); i++) {
                visit(pointer + "/" + i, elements.get(i), visitor);
            }
        }
    }

    /** The names of all extensions in use. Names of headers start with {@code x-} too, but are no extensions. */
    Set<String> extensions() {
        Set<String> names = new TreeSet<>();
        forEachObject((pointer, object) -> {
            if (!pointer.endsWith("/headers")) {
                object.keySet().stream().filter(key -> key.startsWith("x-")).forEach(names::add);
            }
        });
        return names;
    }

    /** Keys must be text: an unquoted {@code 200} would be a number, which OpenAPI does not allow as a key. */
    static Map<String, Object> map(Object node) {
        if (!(node instanceof Map<?, ?> found)) {
            throw new AssertionError("expected an object, found " + node);
        }
        return found.entrySet().stream()
                .collect(toMap(
                        entry -> {
                            if (entry.getKey() instanceof String key) {
                                return key;
                            }
                            throw new AssertionError("a key that is not text: " + entry.getKey());
                        },
                        Map.Entry::getValue,
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    static List<Object> list(Object node) {
        if (!(node instanceof Collection<?> found)) {
            throw new AssertionError("expected a list, found " + node);
        }
        return new ArrayList<>(found);
    }

    static List<String> texts(Object node) {
        return list(node).stream().map(String::valueOf).toList();
    }
}
