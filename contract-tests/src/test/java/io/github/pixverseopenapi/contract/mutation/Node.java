package io.github.pixverseopenapi.contract.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A value of the document and its location. Every mutation returns a new document that shares unchanged values with the
 * old one.
 *
 * @param parent the container of the value; {@code null} for the document itself
 * @param key the name, or the index as text, by which the parent holds it
 */
record Node(Node parent, String key, Object value) {
    /** Their keys are user-defined names, not keywords. */
    private static final Set<String> NAMESPACES =
            Set.of("paths", "responses", "headers", "content", "properties", "schemas", "securitySchemes", "examples");

    private static final Set<String> PROSE = Set.of("description", "summary", "title");

    static Node root(Object document) {
        return new Node(null, "", document);
    }

    /** This value and all values inside it. */
    Stream<Node> walk() {
        return Stream.concat(Stream.of(this), children().flatMap(Node::walk));
    }

    Stream<Node> children() {
        if (value instanceof Map<?, ?>) {
            return map().keySet().stream().map(this::child);
        }
        if (value instanceof List<?> list) {
            return IntStream.range(0, list.size()).mapToObj(String::valueOf).map(this::child);
        }
        return Stream.empty();
    }

    Node child(String name) {
        Object child = value instanceof List<?> list ? list.get(Integer.parseInt(name)) : map().get(name);
        return new Node(this, name, child);
    }

    /** The path from the document's root, such as {@code components}, {@code schemas}. */
    Node at(List<String> steps) {
        Node node = this;
        while (node.parent != null) {
            node = node.parent;
        }
        for (String step : steps) {
            node = node.child(step);
        }
        return node;
    }

    Map<String, Object> map() {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, child) -> copy.put((String) name, child));
        return copy;
    }

    List<Object> list() {
        return new ArrayList<>((List<?>) value);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    boolean isIn(String step) {
        return key.equals(step) || parent != null && parent.isIn(step);
    }

    boolean isInExample() {
        return isIn("example") || isIn("examples") && isIn("value");
    }

    /** Whether the key is a user-defined name; otherwise it is a keyword or an index. */
    boolean isNamed() {
        return parent != null && parent.value instanceof Map && NAMESPACES.contains(parent.key) && !isInExample();
    }

    /** Whether the value is prose: tests check its presence, not its content. */
    boolean isProse() {
        return PROSE.contains(key) && !isNamed() && !isInExample();
    }

    /** Whether the value is a schema. */
    boolean isSchema() {
        return value instanceof Map
                && !isInExample()
                && parent != null
                && (key.equals("schema") && !isNamed()
                        || isNamed() && (parent.key.equals("schemas") || parent.key.equals("properties")));
    }

    String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    Mutant replaced(MutantKind kind, Object with, String change) {
        return new Mutant(kind, pointer(), change, documentWith(with));
    }

    Mutant replaced(MutantKind kind, Object with) {
        return replaced(kind, with, value + " becomes " + with + (with instanceof String ? "" : " (no text)"));
    }

    Mutant dropped(MutantKind kind) {
        return new Mutant(kind, pointer(), "dropped", parent.documentWith(parent.without(key)));
    }

    /** The value, a map or a list, without one of its children. */
    Object without(String child) {
        if (value instanceof List<?>) {
            List<Object> rest = list();
            rest.remove(Integer.parseInt(child));
            return rest;
        }
        Map<String, Object> rest = map();
        rest.remove(child);
        return rest;
    }

    /** The value, a map or a list, with one child more or another one in its place. */
    Object with(String child, Object childValue) {
        if (value instanceof List<?>) {
            List<Object> changed = list();
            changed.set(Integer.parseInt(child), childValue);
            return changed;
        }
        Map<String, Object> changed = map();
        changed.put(child, childValue);
        return changed;
    }

    /** The value, a map, with its keys renamed and its order kept. */
    Object withKeys(UnaryOperator<String> renaming) {
        Map<String, Object> renamed = new LinkedHashMap<>();
        map().forEach((name, child) -> renamed.put(renaming.apply(name), child));
        return renamed;
    }

    private Object documentWith(Object replacement) {
        return parent == null ? replacement : parent.documentWith(parent.with(key, replacement));
    }
}
