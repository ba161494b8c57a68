package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;

/**
 * The free look at the account's credits. The document does not hold it, because it makes no video, but the
 * service is known to have it.
 */
final class CreditsHandler {

    static final String PATH = "/v1/get-user-credits";
    private static final String METHOD = "GET";

    private final ApiKeyAuthenticator keyCheck;
    private final CreditLedger ledger;

    CreditsHandler(ApiKeyAuthenticator keyCheck, CreditLedger ledger) {
        this.keyCheck = keyCheck;
        this.ledger = ledger;
    }

    StubResponse answer(ParsedRequest request) {
        if (!request.method().equals(METHOD)) {
            return ErrorResponses.wrongMethod(METHOD);
        }
        return keyCheck.refuse(request.headers()).orElseGet(this::credits);
    }

    private StubResponse credits() {
        JsonObject body = new JsonObject();
        body.addProperty("credits", ledger.balance());
        body.addProperty("free-credits", 0);
        return StubResponse.json(200, body.toString());
    }
}
