package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates the parameters of a request against the document. Thread-safe. */
public final class ParameterValidator {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final ApiDocument document;
    private final CompiledSchemas schemas;

    /** Returns the validator of a document. Each schema is compiled when it is first used. */
    public static ParameterValidator of(ApiDocument document) {
        return document.shared(ParameterValidator.class, ParameterValidator::new);
    }

    private ParameterValidator(ApiDocument document) {
        this.document = document;
        this.schemas = CompiledSchemas.of(document);
    }

    /**
     * Validates the parameters that the document lists. Others are accepted.
     *
     * @param path the path of the request, which must be one of the operation
     * @param query the query without the question mark
     * @return one problem for each invalid parameter; empty when all are valid
     */
    public List<Problem> validate(ApiOperation operation, String path, String query) {
        return validate(operation, operation.pathParameters(path).orElse(Map.of()), parse(query));
    }

    /**
     * Validates the parameters that the document lists. Others are accepted.
     *
     * @param inPath the decoded parameters of the path
     * @param inQuery the parameters of the query, as {@link #parse} returns them
     * @return one problem for each invalid parameter; empty when all are valid
     */
    public List<Problem> validate(
            ApiOperation operation, Map<String, String> inPath, Map<String, List<String>> inQuery) {
        List<Problem> problems = new ArrayList<>();
        for (ApiParameter parameter : operation.parameters()) {
            List<String> values = parameter.in() == ApiParameter.Location.PATH
                    ? inPath.containsKey(parameter.name()) ? List.of(inPath.get(parameter.name())) : List.of()
                    : inQuery.getOrDefault(parameter.name(), List.of());
            if (values.isEmpty() && parameter.required()) {
                problems.add(Problem.of(parameter.name(), "present", "missing"));
            } else if (values.size() > 1) {
                problems.add(Problem.of(parameter.name(), "present once", "present " + values.size() + " times"));
            } else if (!values.isEmpty() && !accepts(parameter, values.get(0))) {
                problems.add(Problem.of(
                        parameter.name(),
                        SchemaDescriber.of(document, document.at(parameter.schema())),
                        Abbreviated.of(values.get(0))));
            }
        }
        return problems;
    }

    /** Parameters of the query that the operation does not list. */
    static List<Problem> unknown(ApiOperation operation, String query) {
        return parse(query).keySet().stream()
                .filter(name -> operation.parameters().stream()
                        .noneMatch(parameter -> parameter.in() == ApiParameter.Location.QUERY
                                && parameter.name().equals(name)))
                .map(name -> Problem.of(name, "documented", "not"))
                .toList();
    }

    private boolean accepts(ApiParameter parameter, String value) {
        return schemas.accepts(parameter.schema(), typed(parameter, value));
    }

    private JsonElement typed(ApiParameter parameter, String value) {
        JsonObject keywords = SchemaDescriber.keywords(document, document.at(parameter.schema()));
        boolean isInteger =
                keywords.has("type") && keywords.get("type").getAsString().equals("integer");
        return isInteger && INTEGER.matcher(value).matches()
                ? new JsonPrimitive(new BigInteger(value))
                : new JsonPrimitive(value);
    }

    /**
     * The values of each parameter of a query, decoded, in their order.
     *
     * @param query the query without the question mark
     */
    public static Map<String, List<String>> parse(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
