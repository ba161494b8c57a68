package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Parses YAML into a JSON tree. */
final class YamlTree {

    private YamlTree() {}

    /**
     * Parses one YAML document whose root is a mapping.
     *
     * @throws IllegalArgumentException when the text is not such a document
     */
    static JsonObject read(Reader yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("The document must be valid YAML: " + e.getMessage(), e);
        }
        if (root instanceof Map<?, ?> mapping) {
            return object(mapping);
        }
        throw new IllegalArgumentException("The document's root must be a mapping.");
    }

    private static JsonObject object(Map<?, ?> mapping) {
        JsonObject object = new JsonObject();
        mapping.forEach((key, value) -> object.add(String.valueOf(key), element(value)));
        return object;
    }

    private static JsonElement element(Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Map<?, ?> mapping) {
            return object(mapping);
        }
        if (value instanceof List<?> items) {
            JsonArray array = new JsonArray(items.size());
            items.forEach(item -> array.add(element(item)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        throw new IllegalArgumentException(
                "The document contains the value " + value + ", which has no JSON equivalent; quote it.");
    }
}
