package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests made for these tests. */
public final class SampleRequests {
    private SampleRequests() {}

    /** The smallest valid request: the required fields, with their defaults where the document has some. */
    public static Map<String, Object> valid(String path) {
        Map<String, Object> request = new LinkedHashMap<>();
        for (String field : SpecFile.texts(SPEC.requestSchema(path).get("required"))) {
            Object example = field.endsWith("_url") ? "https://example.com/in" : "A lantern floats down a river";
            request.put(field, SPEC.property(path, field).getOrDefault("default", example));
        }
        return request;
    }

    /** The same with another value in a field. */
    public static Map<String, Object> valid(String path, String field, Object value) {
        Map<String, Object> request = valid(path);
        request.put(field, value);
        return request;
    }
}
