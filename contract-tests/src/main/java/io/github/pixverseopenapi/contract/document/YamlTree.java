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

/** Turns YAML text into a JSON tree. */
final class YamlTree {

    private YamlTree() {}

    /**
     * Reads one YAML document whose root is a mapping.
     *
     * @throws IllegalArgumentException when the text is no such document
     */
    static JsonObject read(Reader yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("The document is not readable YAML: " + e.getMessage(), e);
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
                "The document holds the value " + value + ", which JSON has no counterpart for; put it in quotes.");
    }
}
