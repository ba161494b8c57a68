package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates the checks of a document in the order of sending. */
final class CheckList {

    static final String UNKNOWN_PATH = "/v1/pixverse-no-such-endpoint";

    private static final Duration FREE_TIME_LIMIT = Duration.ofSeconds(30);

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

    /** All checks, each with the reason if document and options do not suffice to create it. */
    List<PlannedCheck> items() {
        List<PlannedCheck> items = new ArrayList<>();
        for (CheckKind kind : CheckKind.values()) {
            if (kind.isServiceCheck()) {
                items.add(serviceCheck(kind));
            } else {
                document.videoOperations().forEach(operation -> items.add(operationCheck(kind, operation)));
            }
        }
        return items;
    }

    private PlannedCheck serviceCheck(CheckKind kind) {
        ProbeRequest request = kind == CheckKind.CREDITS
                ? ProbeRequest.get(ServiceFacts.CREDITS_PATH)
                : new ProbeRequest("POST", UNKNOWN_PATH, Optional.of(new JsonObject()));
        return new PlannedCheck(
                new Check(kind, Optional.empty(), request, BigDecimal.ZERO, timeLimit(FREE_TIME_LIMIT)),
                Optional.empty());
    }

    private PlannedCheck operationCheck(CheckKind kind, ApiOperation operation) {
        Optional<JsonObject> body = Optional.empty();
        Optional<String> reason = Optional.empty();
        try {
            body = body(kind, operation);
            if (body.isEmpty() && kind != CheckKind.WRONG_METHOD) {
                reason = Optional.of("the document has no example for it");
            }
        } catch (ProbeBodies.MissingInputException e) {
            reason = Optional.of(e.getMessage());
        }
        BigDecimal price = kind.isBillable() ? prices.of(operation) : BigDecimal.ZERO;
        if (kind.isBillable() && price.signum() == 0) {
            reason = Optional.of("the document publishes no price, so no budget can cover it");
        }
        String method = kind == CheckKind.WRONG_METHOD ? otherMethod(operation) : operation.method();
        ProbeRequest request = new ProbeRequest(method, operation.path(), body);
        Duration limit = timeLimit(kind.isBillable() ? operation.defaultTimeout() : FREE_TIME_LIMIT);
        return new PlannedCheck(new Check(kind, Optional.of(operation), request, price, limit), reason);
    }

    private Optional<JsonObject> body(CheckKind kind, ApiOperation operation) throws ProbeBodies.MissingInputException {
        return switch (kind) {
            case NO_KEY, WRONG_KEY, MISSING_FIELD -> bodies.withoutFields(operation);
            case BAD_VALUE -> bodies.withInvalidValue(operation);
            case VIDEO -> bodies.example(operation, options.inputs());
            default -> Optional.empty();
        };
    }

    /** Another method, always one without a body. */
    private static String otherMethod(ApiOperation operation) {
        return operation.method().equals("GET") ? "HEAD" : "GET";
    }

    private Duration timeLimit(Duration fallback) {
        return options.timeLimit().orElse(fallback);
    }
}
