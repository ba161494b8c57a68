package io.github.pixverseopenapi.contract.agreement;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object in the making; values are JSON. */
final class MutableBody {
    private final Map<String, String> members = new LinkedHashMap<>();

    /** What the document demands and nothing else. */
    static MutableBody minimum(List<Field> fields) {
        MutableBody body = new MutableBody();
        fields.stream().filter(Field::required).forEach(field -> body.with(field.name(), ValueSamples.sample(field)));
        return body;
    }

    /** All that the document knows. */
    static MutableBody full(List<Field> fields) {
        MutableBody body = new MutableBody();
        fields.forEach(field -> body.with(field.name(), ValueSamples.sample(field)));
        return body;
    }

    MutableBody with(String name, String value) {
        members.put(name, value);
        return this;
    }

    MutableBody without(String name) {
        members.remove(name);
        return this;
    }

    String json() {
        return members.entrySet().stream()
                .map(member -> JsonString.json(member.getKey()) + ":" + member.getValue())
                .collect(joining(",", "{", "}"));
    }
}
