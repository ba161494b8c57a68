package io.github.pixverseopenapi.contract.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Validates responses against the document. One instance per document; thread-safe.
 *
 * <p>Validates the status code; the media type without its parameters; the values of documented headers, parsed as the
 * type of their schema; JSON bodies, which must be objects, against their schemas; the top-level boxes of MP4 videos;
 * the charset of text bodies. A documented header that is not required may be absent. A body may be absent where the
 * document declares none or has {@code x-empty-body: true}.
 *
 * <p>The field of a problem is {@code status}, {@code header} with a header name, {@code body}, or the name of a JSON
 * field.
 */
public final class ResponseValidator {

    private final Map<ApiOperation, Map<String, DocumentedResponse>> documented = new HashMap<>();
    private final HeaderValidator headers;
    private final BodyValidator body;

    /** Returns the validator of a document. Each schema is compiled when it is first used. */
    public static ResponseValidator of(ApiDocument document) {
        return document.shared(ResponseValidator.class, ResponseValidator::new);
    }

    private ResponseValidator(ApiDocument document) {
        CompiledSchemas.of(document);
        document.operations()
                .forEach(operation -> documented.put(operation, DocumentedResponse.of(document, operation)));
        headers = new HeaderValidator(document);
        body = new BodyValidator(document);
    }

    /**
     * Validates a response. Undocumented headers and JSON fields are accepted.
     *
     * @return every problem; empty when the response is as documented. After an undocumented status nothing else is
     *     validated.
     * @throws IllegalArgumentException when the operation does not belong to the document
     */
    public List<Problem> validate(ApiOperation operation, ReceivedResponse response) {
        return validate(operation, response, false);
    }

    /**
     * Validates a response like {@link #validate} and also reports headers that neither the document nor HTTP defines,
     * and JSON fields that the schema does not list.
     *
     * @return every problem; empty when the response contains documented elements only
     * @throws IllegalArgumentException when the operation does not belong to the document
     */
    public List<Problem> validateStrictly(ApiOperation operation, ReceivedResponse response) {
        return validate(operation, response, true);
    }

    private List<Problem> validate(ApiOperation operation, ReceivedResponse response, boolean strict) {
        Map<String, DocumentedResponse> responses = documented.get(operation);
        if (responses == null) {
            throw new IllegalArgumentException(
                    "The operation " + operation.operationId() + " must belong to this document.");
        }
        Optional<DocumentedResponse> found = find(responses, response.status());
        if (found.isEmpty()) {
            return List.of(Problem.of("status", "one of " + String.join(", ", responses.keySet()), response.status()));
        }
        List<Problem> problems = new ArrayList<>(headers.problems(found.get(), response));
        if (strict) {
            problems.addAll(HeaderValidator.unknown(found.get().headers().keySet(), response.headers()));
        }
        problems.addAll(body.problems(found.get(), response, strict));
        return problems;
    }

    /** The status code takes precedence over its range, such as {@code 5XX}, and both over {@code default}. */
    private static Optional<DocumentedResponse> find(Map<String, DocumentedResponse> responses, int status) {
        return List.of(String.valueOf(status), status / 100 + "XX", "default").stream()
                .map(responses::get)
                .filter(response -> response != null)
                .findFirst();
    }
}
