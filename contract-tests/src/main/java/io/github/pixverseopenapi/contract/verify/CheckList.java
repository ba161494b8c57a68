package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the checks of a document, in the order of sending. */
final class CheckList {

    /** Known to be there although the document, which is about videos, does not hold it. */
    static final String CREDITS_PATH = "/v1/get-user-credits";

    static final String UNKNOWN_PATH = "/v1/pixverse-no-such-endpoint";

    private static final Duration FREE_LIMIT = Duration.ofSeconds(30);
    private static final Duration LIMIT_WITHOUT_TYPICAL_TIME = Duration.ofMinutes(10);
    private static final BigDecimal TIMES_TYPICAL = BigDecimal.valueOf(5);

    private final ApiDocument document;
    private final VerifyOptions options;
    private final ProbeBodies bodies;
    private final PriceList prices;

    CheckList(ApiDocument document, VerifyOptions options) {
        this.document = document;
        this.options = options;
        this.bodies = new ProbeBodies(document);
        this.prices = new PriceList(document);
    }

    /** All of them, each with the reason if it cannot be made from the document and the options. */
    List<PlannedCheck> items() {
        List<PlannedCheck> items = new ArrayList<>();
        for (CheckKind kind : CheckKind.values()) {
            if (kind.ofService()) {
                items.add(ofService(kind));
            } else {
                document.operations().forEach(operation -> items.add(ofOperation(kind, operation)));
            }
        }
        return items;
    }

    private PlannedCheck ofService(CheckKind kind) {
        ProbeRequest request = kind == CheckKind.CREDITS
                ? ProbeRequest.get(CREDITS_PATH)
                : new ProbeRequest("POST", UNKNOWN_PATH, Optional.of(new JsonObject()));
        return new PlannedCheck(
                new Check(kind, Optional.empty(), request, BigDecimal.ZERO, limit(FREE_LIMIT)), Optional.empty());
    }

    private PlannedCheck ofOperation(CheckKind kind, ApiOperation operation) {
        Optional<JsonObject> body = Optional.empty();
        Optional<String> reason = Optional.empty();
        try {
            body = body(kind, operation);
            if (body.isEmpty() && kind != CheckKind.WRONG_METHOD) {
                reason = Optional.of("the document gives no request for it");
            }
        } catch (ProbeBodies.MissingInputException e) {
            reason = Optional.of(e.getMessage());
        }
        BigDecimal price = kind.billable() ? prices.of(operation) : BigDecimal.ZERO;
        if (kind.billable() && price.signum() == 0) {
            reason = Optional.of("the document publishes no price, so no budget can cover it");
        }
        String method = kind == CheckKind.WRONG_METHOD ? otherMethod(operation) : operation.method();
        ProbeRequest request = new ProbeRequest(method, operation.path(), body);
        Duration limit = limit(kind.billable() ? paidLimit(operation) : FREE_LIMIT);
        return new PlannedCheck(new Check(kind, Optional.of(operation), request, price, limit), reason);
    }

    private Optional<JsonObject> body(CheckKind kind, ApiOperation operation) throws ProbeBodies.MissingInputException {
        return switch (kind) {
            case NO_KEY, WRONG_KEY, MISSING_FIELD -> bodies.lacking(operation);
            case BAD_VALUE -> bodies.outsideList(operation);
            case VIDEO -> bodies.example(operation, options.inputs());
            default -> Optional.empty();
        };
    }

    /** One without a body, whatever the document says. */
    private static String otherMethod(ApiOperation operation) {
        return operation.method().equals("GET") ? "HEAD" : "GET";
    }

    private Duration limit(Duration usual) {
        return options.timeLimit().orElse(usual);
    }

    private static Duration paidLimit(ApiOperation operation) {
        return operation
                .typicalSeconds()
                .map(seconds -> Duration.ofMillis(
                        seconds.multiply(TIMES_TYPICAL).movePointRight(3).longValue()))
                .orElse(LIMIT_WITHOUT_TYPICAL_TIME);
    }
}
