package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.MediaType;

/**
 * Validates exchanges, that is a request and its response, against the document. One instance per document;
 * thread-safe.
 *
 * <p>An error response excuses the fault in the request that it reports: with 400, 406 and 500 the Content-Type and the
 * body of the request are not validated (the service also uses 406 and 500 for rejected values), and with 401 and 403
 * the API key may be missing. With every other status the request must be as documented.
 *
 * <p>The field of a problem is {@code response} followed by a field of {@link ResponseValidator}, or {@code request}
 * followed by {@code method}, {@code path}, {@code header} with a header name, {@code body}, or the name of a
 * parameter or a body field.
 */
public final class ExchangeValidator {

    private static final Set<Integer> BODY_REJECTED = Set.of(400, 406, 500);
    private static final Set<Integer> KEY_REJECTED = Set.of(401, 403);

    private final ApiDocument document;
    private final RequestValidator requests;
    private final ResponseValidator responses;
    private final Set<String> documentedHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** Returns the validator of a document. Each schema is compiled when it is first used. */
    public static ExchangeValidator of(ApiDocument document) {
        return document.shared(ExchangeValidator.class, ExchangeValidator::new);
    }

    private ExchangeValidator(ApiDocument document) {
        this.document = document;
        documentedHeaders.add(document.securityHeader());
        requests = RequestValidator.of(document);
        responses = ResponseValidator.of(document);
    }

    /** The operation with the method and path of a request, if any. */
    public Optional<ApiOperation> operation(ReceivedRequest request) {
        return document.operation(request.path())
                .filter(operation -> operation.method().equals(request.method()));
    }

    /**
     * Validates an exchange. Undocumented headers and fields are accepted.
     *
     * @return every problem; empty when the exchange is as documented. Without a matching operation nothing else is
     *     validated.
     */
    public List<Problem> validate(ReceivedRequest request, ReceivedResponse response) {
        return validate(request, response, false);
    }

    /**
     * Validates an exchange like {@link #validate} and also reports headers of request or response that neither the
     * document nor HTTP defines, query parameters that the operation does not list, and JSON fields that the schema does
     * not list.
     *
     * @return every problem; empty when the exchange contains documented elements only
     */
    public List<Problem> validateStrictly(ReceivedRequest request, ReceivedResponse response) {
        return validate(request, response, true);
    }

    private List<Problem> validate(ReceivedRequest request, ReceivedResponse response, boolean strict) {
        Optional<ApiOperation> operation = operation(request);
        if (operation.isEmpty()) {
            return List.of(unknown(request));
        }
        List<Problem> problems = new ArrayList<>();
        if (!KEY_REJECTED.contains(response.status())) {
            add(problems, "request ", key(request));
        }
        if (!BODY_REJECTED.contains(response.status())) {
            add(
                    problems,
                    "request ",
                    ParameterValidator.of(document).validate(operation.get(), request.path(), request.query()));
            if (operation.get().requestSchema().isPresent()) {
                add(problems, "request ", contentType(request));
                add(problems, "request ", body(operation.get(), request.body(), strict));
            }
        }
        if (strict) {
            add(problems, "request ", HeaderValidator.unknown(documentedHeaders, request.headers()));
            add(problems, "request ", ParameterValidator.unknown(operation.get(), request.query()));
        }
        add(
                problems,
                "response ",
                strict
                        ? responses.validateStrictly(operation.get(), response)
                        : responses.validate(operation.get(), response));
        return problems;
    }

    private static void add(List<Problem> problems, String prefix, List<Problem> added) {
        added.forEach(problem -> problems.add(
                new Problem(prefix + (problem.field().isEmpty() ? "body" : problem.field()), problem.message())));
    }

    private Problem unknown(ReceivedRequest request) {
        return document.operation(request.path())
                .map(operation -> Problem.of("request method", operation.method(), Abbreviated.of(request.method())))
                .orElseGet(() -> Problem.of(
                        "request path",
                        "one of "
                                + document.operations().stream()
                                        .map(ApiOperation::path)
                                        .collect(Collectors.joining(", ")),
                        Abbreviated.of(request.path())));
    }

    /** Messages never contain the API key. */
    private List<Problem> key(ReceivedRequest request) {
        List<String> keys = request.headers().getOrDefault(document.securityHeader(), List.of());
        return keys.size() == 1 && !keys.get(0).isBlank()
                ? List.of()
                : List.of(Problem.of(
                        HeaderValidator.location(document.securityHeader()),
                        "present once",
                        keys.size() > 1 ? "present " + keys.size() + " times" : "missing"));
    }

    private static List<Problem> contentType(ReceivedRequest request) {
        List<String> types = request.headers().getOrDefault(Headers.CONTENT_TYPE, List.of());
        MediaType type = types.size() == 1 ? MediaType.parse(types.get(0)) : null;
        return type != null && ApiDocument.JSON.equals(type.type() + "/" + type.subtype())
                ? List.of()
                : List.of(Problem.of(
                        HeaderValidator.location(Headers.CONTENT_TYPE),
                        ApiDocument.JSON,
                        types.isEmpty() ? "missing" : Abbreviated.of(String.join(", ", types))));
    }

    private List<Problem> body(ApiOperation operation, byte[] body, boolean strict) {
        JsonObject json;
        try {
            json = StrictJson.parseObject(body);
        } catch (MalformedJsonException e) {
            return List.of(BodyValidator.unreadable(e));
        }
        List<Problem> problems = new ArrayList<>(requests.validate(operation, json));
        if (strict) {
            problems.addAll(BodyValidator.unknownFields(
                    document, "#/components/schemas/" + operation.requiredRequestSchema(), json));
        }
        return problems;
    }
}
