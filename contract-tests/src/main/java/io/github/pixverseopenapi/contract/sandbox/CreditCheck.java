package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;

/**
 * The free look at the account's credits. The document does not hold it, because it makes no video, but the
 * service is known to have it.
 */
final class CreditCheck {

    static final String PATH = "/v1/get-user-credits";
    private static final String METHOD = "GET";

    private final KeyCheck keyCheck;
    private final CreditLedger ledger;

    CreditCheck(KeyCheck keyCheck, CreditLedger ledger) {
        this.keyCheck = keyCheck;
        this.ledger = ledger;
    }

    Answer answer(ReceivedRequest request) {
        if (!request.method().equals(METHOD)) {
            return Refusals.wrongMethod(METHOD);
        }
        return keyCheck.refuse(request.headers()).orElseGet(this::credits);
    }

    private Answer credits() {
        JsonObject body = new JsonObject();
        body.addProperty("credits", ledger.balance());
        body.addProperty("free-credits", 0);
        return Answer.json(200, body.toString());
    }
}
