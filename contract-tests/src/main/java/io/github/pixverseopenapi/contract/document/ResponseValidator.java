package io.github.pixverseopenapi.contract.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks answers against the document. Made once for a document, it may be used by any number of threads.
 *
 * <p>Checked are: the status; the media type, whose parameters do not matter; the documented headers' values, read as
 * their schemas' types; JSON bodies, which must be objects, against their schemas; the outermost boxes of MP4 videos;
 * the charset of texts. A documented header that is not marked as required may be absent. A body may be absent where the
 * document declares none or says {@code x-empty-body: true}.
 *
 * <p>The problems' places are {@code status}, {@code header} with the header's name, {@code body}, and the names of a JSON
 * body's fields.
 */
public final class ResponseValidator {

    private final Map<ApiOperation, Map<String, DocumentedResponse>> documented = new HashMap<>();
    private final HeaderValidator headers;
    private final BodyValidator body;

    /**
     * The validator of a document. Compiles the document's schemas at the first call.
     *
     * @throws dev.harrel.jsonschema.JsonSchemaException if the schemas are not valid JSON Schema
     */
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
     * Checks an answer. Headers and JSON fields that the document does not know are accepted.
     *
     * @return every problem; empty when the answer is as documented. After an undocumented status nothing else is
     *     looked at.
     * @throws IllegalArgumentException when the operation is not one of the document's
     */
    public List<Problem> validate(ApiOperation operation, ReceivedResponse response) {
        return validate(operation, response, false);
    }

    /**
     * Checks an answer as {@link #validate} does, and takes for a problem, too: a header that neither the document nor
     * HTTP itself defines, and a JSON field that is not among those that its schema lists.
     *
     * @return every problem; empty when the answer is as documented and nothing else
     * @throws IllegalArgumentException when the operation is not one of the document's
     */
    public List<Problem> validateStrictly(ApiOperation operation, ReceivedResponse response) {
        return validate(operation, response, true);
    }

    private List<Problem> validate(ApiOperation operation, ReceivedResponse response, boolean strict) {
        Map<String, DocumentedResponse> responses = documented.get(operation);
        if (responses == null) {
            throw new IllegalArgumentException(
                    "The operation " + operation.operationId() + " is not one of this document's.");
        }
        Optional<DocumentedResponse> found = find(responses, response.status());
        if (found.isEmpty()) {
            return List.of(new Problem(
                    "status",
                    "must be one of " + String.join(", ", responses.keySet()) + " but is " + response.status()));
        }
        List<Problem> problems = new ArrayList<>(headers.problems(found.get(), response));
        if (strict) {
            problems.addAll(HeaderValidator.unknown(found.get().headers().keySet(), response.headers()));
        }
        problems.addAll(body.problems(found.get(), response, strict));
        return problems;
    }

    /** The number itself goes before its range, such as {@code 5XX}, and both before {@code default}. */
    private static Optional<DocumentedResponse> find(Map<String, DocumentedResponse> responses, int status) {
        return List.of(String.valueOf(status), status / 100 + "XX", "default").stream()
                .map(responses::get)
                .filter(response -> response != null)
                .findFirst();
    }
}
