package io.github.pixverseopenapi.contract.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Changes to single keywords of schemas, and to references. */
final class KeywordMutations {
    private static final List<String> TYPES = List.of("string", "integer", "number", "boolean", "object");
    private static final Map<String, String> OTHER_FORMATS =
            Map.of("uri", "uri-reference", "int32", "int64", "int64", "int32", "double", "float", "binary", "byte");

    private KeywordMutations() {}

    static Stream<Mutant> types(Node node) {
        if (!isKeyword(node, "type")) {
            return Stream.empty();
        }
        if (node.isIn("securitySchemes")) {
            return Stream.of(node.replaced(MutantKind.TYPE, "http"), node.replaced(MutantKind.TYPE, "oauth2"));
        }
        return TYPES.stream()
                .filter(type -> !type.equals(node.value()))
                .map(type -> node.replaced(MutantKind.TYPE, type));
    }

    static Stream<Mutant> formats(Node node) {
        return isKeyword(node, "format")
                ? Stream.of(node.replaced(MutantKind.TYPE, OTHER_FORMATS.get(node.value())))
                : Stream.empty();
    }

    /** Additional keywords that make a schema stricter or more lenient. */
    static Stream<Mutant> added(Node node) {
        if (!node.isSchema() || node.has("$ref")) {
            return Stream.empty();
        }
        Map<String, Object> keywords = new TreeMap<>(Map.of("nullable", true));
        switch (String.valueOf(node.map().get("type"))) {
            case "object" -> keywords.put("additionalProperties", false);
            case "string" -> keywords.putAll(Map.of("maxLength", 2000, "minLength", 1, "format", "uri"));
            case "integer", "number" -> keywords.putAll(Map.of("minimum", 0, "maximum", 100_000, "multipleOf", 5));
            default -> {}
        }
        return keywords.entrySet().stream()
                .filter(keyword -> !node.has(keyword.getKey()))
                .map(keyword -> node.replaced(
                        MutantKind.KEYWORD, node.with(keyword.getKey(), keyword.getValue()), keyword + " added"));
    }

    static Stream<Mutant> required(Node node) {
        if (!node.isSchema() || !node.has("properties")) {
            return Stream.empty();
        }
        List<Object> required = node.has("required") ? node.child("required").list() : List.of();
        return node.child("properties").map().keySet().stream()
                .filter(name -> !required.contains(name))
                .map(name -> {
                    List<Object> more = new ArrayList<>(required);
                    more.add(name);
                    return node.replaced(MutantKind.REQUIRED, node.with("required", more), name + " is required");
                });
    }

    /** The components before and after the referenced one. */
    static Stream<Mutant> references(Node node) {
        if (!node.key().equals("$ref")) {
            return Stream.empty();
        }
        List<String> steps =
                List.of(String.valueOf(node.value()).substring("#/".length()).split("/"));
        String prefix = "#/" + steps.get(0) + "/" + steps.get(1) + "/";
        List<String> names = List.copyOf(node.at(steps.subList(0, 2)).map().keySet());
        int index = names.indexOf(steps.get(2));
        return Stream.of(index - 1, index + 1)
                .map(other -> prefix + names.get(Math.floorMod(other, names.size())))
                .distinct()
                .map(other -> node.replaced(MutantKind.REFERENCE, other));
    }

    private static boolean isKeyword(Node node, String keyword) {
        return node.key().equals(keyword) && !node.isNamed() && !node.isInExample();
    }
}
