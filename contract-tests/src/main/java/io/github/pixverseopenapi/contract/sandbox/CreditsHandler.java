package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ServiceFacts;

/**
 * Handles the free credits request. The document omits this endpoint because it generates no video, but the service
 * provides it.
 */
final class CreditsHandler {

    private static final String METHOD = "GET";

    private final ApiKeyAuthenticator authenticator;
    private final CreditLedger ledger;

    CreditsHandler(ApiKeyAuthenticator authenticator, CreditLedger ledger) {
        this.authenticator = authenticator;
        this.ledger = ledger;
    }

    StubResponse handle(ParsedRequest request) {
        if (!request.method().equals(METHOD)) {
            return ErrorResponses.wrongMethod(METHOD);
        }
        return authenticator.reject(request.headers()).orElseGet(this::credits);
    }

    private StubResponse credits() {
        JsonObject body = new JsonObject();
        body.addProperty(ServiceFacts.CREDITS, ledger.balance());
        body.addProperty(ServiceFacts.FREE_CREDITS, 0);
        return StubResponse.json(200, body.toString());
    }
}
