package io.github.pixverseopenapi.contract.templates;

import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** The real document, to be changed by a test. */
final class DocumentVariant {
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
