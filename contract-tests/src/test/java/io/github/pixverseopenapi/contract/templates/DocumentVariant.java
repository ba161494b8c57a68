package io.github.pixverseopenapi.contract.templates;

import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The real document, to be changed by a test. */
final class DocumentVariant {
    private static final String MODEL_PATH = "/pixverse-";
    private static final Pattern REQUEST = Pattern.compile("\\w+(Video|Extend)Request");
    private static final Pattern NAMES =
            Pattern.compile("(operationId|x-submits): \\w+|#/components/schemas/" + REQUEST);

    private final Map<String, Object> root = new Yaml().load(TextFiles.read(Generator.DOCUMENT));

    /** Adds the content of a file under {@code resources/templates}; it must not overwrite anything in the document. */
    DocumentVariant plus(String resource) {
        merge(
                root,
                new Yaml()
                        .load(Objects.requireNonNull(
                                DocumentVariant.class.getResourceAsStream("/templates/" + resource))));
        return this;
    }

    private static void merge(Map<String, Object> target, Map<String, Object> addition) {
        addition.forEach((key, value) -> {
            if (target.get(key) instanceof Map) {
                merge(map(target.get(key)), map(value));
            } else if (target.put(key, value) != null) {
                throw new AssertionError("already in the document: " + key);
            }
        });
    }

    /** Adds a tag whose operations PixverseClient has behind an accessor. */
    DocumentVariant plusTag(String name, String accessor) {
        List<Object> tags = new ArrayList<>((List<?>) Objects.requireNonNull(root.get("tags")));
        tags.add(Map.of("name", name, "description", "Made up for a test.", "x-accessor", accessor));
        root.put("tags", tags);
        return this;
    }

    /**
     * Adds a copy of each model: its two operations and their request schema.
     *
     * @param suffix what the names of the copies end with
     * @param tag that of the operation that returns the video
     */
    DocumentVariant plusCopies(String suffix, String tag) {
        Map<String, Object> paths = at("paths");
        Map<String, Object> schemas = at("components", "schemas");
        List.copyOf(paths.keySet()).stream()
                .filter(path -> path.contains(MODEL_PATH))
                .forEach(path -> {
                    Map<String, Object> copy = copy(paths.get(path), suffix);
                    if (path.startsWith("/v1/")) {
                        map(copy.get("post")).put("tags", List.of(tag));
                    }
                    paths.put(path.replace(MODEL_PATH, "/copy-" + suffix + "-"), copy);
                });
        List.copyOf(schemas.keySet()).stream()
                .filter(REQUEST.asMatchPredicate())
                .forEach(name -> schemas.put(name + suffix, copy(schemas.get(name), suffix)));
        return this;
    }

    private static Map<String, Object> copy(Object node, String suffix) {
        return new Yaml().load(NAMES.matcher(new Yaml().dump(node)).replaceAll("$0" + suffix));
    }

    /** An object inside the document. */
    Map<String, Object> at(String... keys) {
        Map<String, Object> found = root;
        for (String key : keys) {
            found = map(Objects.requireNonNull(found.get(key), key));
        }
        return found;
    }

    Path write(Path file) {
        TextFiles.write(file, new Yaml().dump(root));
        return file;
    }

    @SuppressWarnings(
            "unchecked") // All keys of the document are text; ExtensionsTest and others would not read it else.
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }
}
