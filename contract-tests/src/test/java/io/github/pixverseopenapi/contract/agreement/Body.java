package io.github.pixverseopenapi.contract.agreement;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object in the making; values are JSON. */
final class Body {
    private final Map<String, String> members = new LinkedHashMap<>();

    /** What the document demands and nothing else. */
    static Body least(List<Field> fields) {
        Body body = new Body();
        fields.stream().filter(Field::required).forEach(field -> body.with(field.name(), Values.sample(field)));
        return body;
    }

    /** All that the document knows. */
    static Body full(List<Field> fields) {
        Body body = new Body();
        fields.forEach(field -> body.with(field.name(), Values.sample(field)));
        return body;
    }

    Body with(String name, String value) {
        members.put(name, value);
        return this;
    }

    Body without(String name) {
        members.remove(name);
        return this;
    }

    String json() {
        return members.entrySet().stream()
                .map(member -> Quoted.json(member.getKey()) + ":" + member.getValue())
                .collect(joining(",", "{", "}"));
    }
}
