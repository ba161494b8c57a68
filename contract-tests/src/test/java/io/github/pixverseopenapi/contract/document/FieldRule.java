package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;

import java.util.List;
import java.util.Map;

/** What holds for one field. The texts are those of the table, so that a page and the document compare directly. */
record FieldRule(String needed, String type, String preset, List<String> allowed, String min, String max) {

    static FieldRule of(Map<String, String> row) {
        String preset = row.get("default").equals("null") ? NOTHING : row.get("default");
        String allowed = row.get("allowed");
        return new FieldRule(
                row.get("needed"),
                row.get("type"),
                preset,
                allowed.equals(NOTHING) ? List.of() : List.of(allowed.split(", ")),
                row.get("min"),
                row.get("max"));
    }

    static FieldRule in(SpecFile spec, String path, String field) {
        Map<String, Object> property = spec.property(path, field);
        boolean required =
                SpecFile.texts(spec.requestSchema(path).get("required")).contains(field);
        String uri = "uri".equals(property.get("format")) ? " (uri)" : "";
        return new FieldRule(
                required ? "required" : "optional",
                property.get("type") + uri,
                text(property, "default"),
                property.containsKey("enum") ? SpecFile.texts(property.get("enum")) : List.of(),
                text(property, "minimum"),
                text(property, "maximum"));
    }

    boolean required() {
        return needed.equals("required");
    }

    boolean hasPreset() {
        return !preset.equals(NOTHING);
    }

    private static String text(Map<String, Object> property, String keyword) {
        return property.containsKey(keyword) ? String.valueOf(property.get(keyword)) : NOTHING;
    }

    @Override
    public String toString() {
        return needed + " " + type
                + (hasPreset() ? ", default " + preset : "")
                + (allowed.isEmpty() ? "" : ", one of " + String.join(" ", allowed))
                + (min.equals(NOTHING) && max.equals(NOTHING) ? "" : ", " + min + " to " + max);
    }
}
