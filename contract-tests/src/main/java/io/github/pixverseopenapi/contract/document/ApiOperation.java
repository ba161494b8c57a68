package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param method the HTTP method in upper case, such as {@code POST}
 * @param path the path, such as {@code /v1/something} or {@code /v1/things/{id}}
 * @param operationId the unique name of the operation
 * @param summary a one-line description; empty when the document has none
 * @param server the base URL of the operation's server; empty when the document has none
 * @param parameters the parameters in path and query
 * @param requestSchema the name of the request schema in {@code components/schemas}; empty without a request body
 * @param returnsVideo whether the response to a successful call is a video
 * @param submits the operationId of the operation that returns the video of the same request at once, if this one starts
 *     a job for it
 * @param typicalSeconds the typical duration of a call in seconds, if published
 * @param lowestPrice the lowest price of a call in US dollars, if published
 * @param highestPrice the highest price of a call in US dollars, if published
 */
public record ApiOperation(
        String method,
        String path,
        String operationId,
        String summary,
        String server,
        List<ApiParameter> parameters,
        Optional<String> requestSchema,
        boolean returnsVideo,
        Optional<String> submits,
        Optional<BigDecimal> typicalSeconds,
        Optional<BigDecimal> lowestPrice,
        Optional<BigDecimal> highestPrice) {

    private static final int TYPICAL_TIME_FACTOR = 5;
    private static final Duration TIMEOUT_WITHOUT_TYPICAL_TIME = Duration.ofMinutes(10);

    /** Rejects {@code null}. */
    public ApiOperation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(server, "server");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(requestSchema, "requestSchema");
        Objects.requireNonNull(submits, "submits");
        Objects.requireNonNull(typicalSeconds, "typicalSeconds");
        Objects.requireNonNull(lowestPrice, "lowestPrice");
        Objects.requireNonNull(highestPrice, "highestPrice");
    }

    /**
     * The name of the request schema.
     *
     * @throws IllegalArgumentException when the operation has no request body
     */
    public String requiredRequestSchema() {
        return requestSchema.orElseThrow(
                () -> new IllegalArgumentException("The operation " + operationId + " must have a request body."));
    }

    /**
     * The path parameters of a URL's path, decoded, by name; empty when the path is not one of this operation.
     *
     * @param urlPath the path, such as {@code /v1/things/7}
     */
    public Optional<Map<String, String>> pathParameters(String urlPath) {
        String[] template = path.split("/", -1);
        String[] segments = urlPath.split("/", -1);
        if (template.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{") && !segments[i].isEmpty()) {
                found.put(template[i].substring(1, template[i].length() - 1), decoded(segments[i]));
            } else if (!template[i].equals(segments[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** Percent-decoded; a plus sign in a path is a plus sign. A malformed escape stays as it is. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }

    /**
     * The timeout of a call: five times the typical time, or ten minutes when none is published. Equal to that of the
     * client's {@code Operation}, which knows the operations of one document only.
     */
    public Duration defaultTimeout() {
        return typicalSeconds
                .map(seconds ->
                        Duration.ofMillis(seconds.movePointRight(3).longValue()).multipliedBy(TYPICAL_TIME_FACTOR))
                .orElse(TIMEOUT_WITHOUT_TYPICAL_TIME);
    }
}
