package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import io.github.pixverseopenapi.contract.document.ParameterValidator;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/**
 * Validates calls in this order: method, API key, rate (only of operations that generate videos), parameters, and, where
 * the operation has a request body, Content-Type, JSON and schema.
 */
final class CallValidator {

    private final RequestValidator bodies;
    private final ParameterValidator parameters;
    private final ApiKeyAuthenticator authenticator;
    private final RateLimit rateLimit;

    CallValidator(ApiDocument document, ApiKeyAuthenticator authenticator, RateLimit rateLimit) {
        this.bodies = RequestValidator.of(document);
        this.parameters = ParameterValidator.of(document);
        this.authenticator = authenticator;
        this.rateLimit = rateLimit;
    }

    /** @throws RejectedRequestException with the response to a request that is not as the document describes it */
    ValidRequest validate(ApiOperation operation, ParsedRequest request, Instant now) throws RejectedRequestException {
        require(request.method().equals(operation.method()), ErrorResponses.wrongMethod(operation.method()));
        reject(authenticator.reject(request.headers()));
        if (operation.returnsVideo() || operation.submits().isPresent()) {
            reject(rateLimit.tryAcquire(now).map(ErrorResponses::rateExceeded));
        }
        Map<String, String> values = validParameters(operation, request);
        JsonObject body = operation.requestSchema().isPresent() ? validBody(operation, request) : new JsonObject();
        return new ValidRequest(operation, request, body, values, now);
    }

    /** The first value of each parameter in path and query. */
    private Map<String, String> validParameters(ApiOperation operation, ParsedRequest request)
            throws RejectedRequestException {
        Map<String, String> values =
                new HashMap<>(operation.pathParameters(request.path()).orElse(Map.of()));
        Map<String, List<String>> query = ParameterValidator.parse(request.query());
        List<Problem> problems = parameters.validate(operation, values, query);
        List<Problem> inPath = problems.stream()
                .filter(problem -> operation.parameters().stream()
                        .anyMatch(parameter -> parameter.in() == ApiParameter.Location.PATH
                                && parameter.name().equals(problem.field())))
                .toList();
        require(inPath.isEmpty(), ErrorResponses.invalidPath(inPath));
        require(problems.isEmpty(), ErrorResponses.badRequest(problems));
        query.forEach((name, all) -> values.put(name, all.get(0)));
        return values;
    }

    private JsonObject validBody(ApiOperation operation, ParsedRequest request) throws RejectedRequestException {
        requireJson(request.headers());
        JsonObject body;
        try {
            body = StrictJson.parseObject(request.body());
        } catch (MalformedJsonException e) {
            throw new RejectedRequestException(ErrorResponses.badRequest(List.of(new Problem("", e.getMessage()))));
        }
        List<Problem> problems = bodies.validate(operation, body);
        require(problems.isEmpty(), ErrorResponses.badRequest(problems));
        return body;
    }

    /** @throws RejectedRequestException with the response to a request whose body is not declared as JSON */
    static void requireJson(Headers headers) throws RejectedRequestException {
        reject(mediaTypeProblem(headers).map(problem -> ErrorResponses.badRequest(List.of(problem))));
    }

    private static Optional<Problem> mediaTypeProblem(Headers headers) {
        String contentType = headers.get(StubResponse.CONTENT_TYPE);
        String mediaType =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return mediaType.equals(ApiDocument.JSON)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        StubResponse.CONTENT_TYPE, ApiDocument.JSON, contentType == null ? "missing" : contentType));
    }

    private static void require(boolean valid, StubResponse response) throws RejectedRequestException {
        if (!valid) {
            throw new RejectedRequestException(response);
        }
    }

    private static void reject(Optional<StubResponse> response) throws RejectedRequestException {
        if (response.isPresent()) {
            throw new RejectedRequestException(response.get());
        }
    }
}
