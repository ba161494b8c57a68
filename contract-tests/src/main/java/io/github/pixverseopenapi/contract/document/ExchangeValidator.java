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
 * Checks whole exchanges, a request and its answer, against the document. Made once for a document, it may be used by
 * any number of threads.
 *
 * <p>Some answers say that the request was wrong. What they say is then no problem: under 400, 406 and 500 the
 * Content-Type and the body may be anything (406 and 500 are reported for rejected values, too), and under 401 and 403 the
 * key may be missing. Under every other status, 200 above all, the request must be as documented.
 *
 * <p>The problems' places are those of {@link ResponseValidator} after {@code response}, and, after {@code request},
 * {@code method}, {@code path}, {@code header} with the header's name, {@code body}, and the names of the body's fields.
 */
public final class ExchangeValidator {

    private static final Set<Integer> REFUSED_BODY = Set.of(400, 406, 500);
    private static final Set<Integer> REFUSED_KEY = Set.of(401, 403);

    private final ApiDocument document;
    private final RequestValidator requests;
    private final ResponseValidator responses;
    private final Set<String> documentedHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * The validator of a document. Compiles the document's schemas at the first call.
     *
     * @throws dev.harrel.jsonschema.JsonSchemaException if the schemas are not valid JSON Schema
     */
    public static ExchangeValidator of(ApiDocument document) {
        return document.shared(ExchangeValidator.class, ExchangeValidator::new);
    }

    private ExchangeValidator(ApiDocument document) {
        this.document = document;
        documentedHeaders.add(document.securityHeader());
        requests = RequestValidator.of(document);
        responses = ResponseValidator.of(document);
    }

    /** The one operation that a request calls; empty when the document has none of its method at its path. */
    public Optional<ApiOperation> operation(ReceivedRequest request) {
        return document.operation(request.path())
                .filter(operation -> operation.method().equals(request.method()));
    }

    /**
     * Checks an exchange. Headers and fields that the document does not know are accepted.
     *
     * @return every problem; empty when the exchange is as documented. When no operation is called, nothing else is
     *     looked at.
     */
    public List<Problem> validate(ReceivedRequest request, ReceivedResponse response) {
        return validate(request, response, false);
    }

    /**
     * Checks an exchange as {@link #validate} does, and takes for a problem, too: a header of request or answer that
     * neither the document nor HTTP itself defines, and a JSON field that is not among those that its schema lists.
     *
     * @return every problem; empty when the exchange is as documented and nothing else
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
        if (!REFUSED_KEY.contains(response.status())) {
            add(problems, "request ", key(request));
        }
        if (!REFUSED_BODY.contains(response.status())) {
            add(problems, "request ", contentType(request));
            add(problems, "request ", body(operation.get(), request.body(), strict));
        }
        if (strict) {
            add(problems, "request ", HeaderValidator.unknown(documentedHeaders, request.headers()));
        }
        add(
                problems,
                "response ",
                strict
                        ? responses.validateStrictly(operation.get(), response)
                        : responses.validate(operation.get(), response));
        return problems;
    }

    private static void add(List<Problem> problems, String side, List<Problem> found) {
        found.forEach(problem -> problems.add(
                new Problem(side + (problem.field().isEmpty() ? "body" : problem.field()), problem.message())));
    }

    private Problem unknown(ReceivedRequest request) {
        return document.operation(request.path())
                .map(operation -> new Problem(
                        "request method",
                        "must be " + operation.method() + " but is " + Abbreviated.of(request.method())))
                .orElseGet(() -> new Problem(
                        "request path",
                        "must be one of "
                                + document.operations().stream()
                                        .map(ApiOperation::path)
                                        .collect(Collectors.joining(", "))
                                + " but is " + Abbreviated.of(request.path())));
    }

    /** Never shows the key itself. */
    private List<Problem> key(ReceivedRequest request) {
        List<String> keys = request.headers().getOrDefault(document.securityHeader(), List.of());
        return keys.size() == 1 && !keys.get(0).isBlank()
                ? List.of()
                : List.of(new Problem(
                        HeaderValidator.place(document.securityHeader()),
                        "must hold the key once but "
                                + (keys.size() > 1 ? "comes " + keys.size() + " times" : "is missing")));
    }

    private static List<Problem> contentType(ReceivedRequest request) {
        List<String> types = request.headers().getOrDefault(Headers.CONTENT_TYPE, List.of());
        MediaType type = types.size() == 1 ? MediaType.parse(types.get(0)) : null;
        return type != null && ApiDocument.JSON.equals(type.type() + "/" + type.subtype())
                ? List.of()
                : List.of(new Problem(
                        HeaderValidator.place(Headers.CONTENT_TYPE),
                        "must be " + ApiDocument.JSON + " but is "
                                + (types.isEmpty() ? "missing" : Abbreviated.of(String.join(", ", types)))));
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
            problems.addAll(
                    BodyValidator.unknownFields(document, "#/components/schemas/" + operation.requestSchema(), json));
        }
        return problems;
    }
}
