package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/**
 * Handles calls of the document's operations as the service's public pages describe: validates method, API key, rate,
 * request and credits in this order, then charges the call and returns a video.
 */
final class VideoHandler {

    private static final String DURATION = "duration";

    private final ApiKeyAuthenticator authenticator;
    private final RateLimit rateLimit;
    private final CreditLedger ledger;
    private final RequestValidator validator;
    private final PriceList prices;
    private final VideoHeaders videoHeaders;
    private final Map<ApiOperation, JsonObject> schemas = new HashMap<>();
    private volatile Duration latency;

    VideoHandler(
            ApiDocument document,
            ApiKeyAuthenticator authenticator,
            RateLimit rateLimit,
            CreditLedger ledger,
            Duration latency) {
        this.validator = RequestValidator.of(document);
        this.authenticator = authenticator;
        this.rateLimit = rateLimit;
        this.ledger = ledger;
        this.latency = latency;
        this.prices = new PriceList(document);
        this.videoHeaders = new VideoHeaders(document);
        document.videoOperations().forEach(operation -> schemas.put(operation, document.requestSchema(operation)));
    }

    void setLatency(Duration newLatency) {
        latency = newLatency;
    }

    Duration latency() {
        return latency;
    }

    StubResponse handle(ApiOperation operation, ParsedRequest request, Instant now) {
        if (!request.method().equals(operation.method())) {
            return ErrorResponses.wrongMethod(operation.method());
        }
        Optional<StubResponse> keyProblem = authenticator.reject(request.headers());
        if (keyProblem.isPresent()) {
            return keyProblem.get();
        }
        Optional<Instant> reset = rateLimit.tryAcquire(now);
        if (reset.isPresent()) {
            return ErrorResponses.rateExceeded(reset.get());
        }
        Optional<Problem> mediaTypeProblem = mediaTypeProblem(request.headers());
        if (mediaTypeProblem.isPresent()) {
            return ErrorResponses.badRequest(List.of(mediaTypeProblem.get()));
        }
        JsonObject body;
        try {
            body = StrictJson.parseObject(request.body());
        } catch (MalformedJsonException e) {
            return ErrorResponses.badRequest(List.of(new Problem("", e.getMessage())));
        }
        List<Problem> problems = validator.validate(operation, body);
        return problems.isEmpty() ? generate(operation, body) : ErrorResponses.badRequest(problems);
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

    private StubResponse generate(ApiOperation operation, JsonObject body) {
        BigDecimal cost = prices.of(operation);
        CreditLedger.Charge charge = ledger.charge(cost);
        if (!charge.accepted()) {
            return ErrorResponses.insufficientCredits(charge.balance(), cost);
        }
        JsonObject schema = schemas.get(operation);
        byte[] mp4 = SampleVideo.nearest(seconds(schema, body)).mp4();
        StubResponse response = StubResponse.of(200, Mp4Boxes.MEDIA_TYPE, mp4).withDelay(latency);
        Map<String, String> headers = videoHeaders.of(operation, cost, charge.balance(), Seed.used(schema, body));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    private static BigDecimal seconds(JsonObject schema, JsonObject body) {
        if (body.has(DURATION)) {
            return body.get(DURATION).getAsBigDecimal();
        }
        JsonObject rules = schema.getAsJsonObject("properties").getAsJsonObject(DURATION);
        return rules != null && rules.has("default") ? rules.get("default").getAsBigDecimal() : BigDecimal.ZERO;
    }
}
