package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ServiceFacts;

/** Returns the balance of the account, for free. */
final class CreditsHandler implements OperationHandler {

    private final GenerationStore store;

    CreditsHandler(GenerationStore store) {
        this.store = store;
    }

    @Override
    public StubResponse handle(ValidRequest request) {
        JsonObject body = new JsonObject();
        body.addProperty(ServiceFacts.CREDITS, store.balance(request.time()));
        body.addProperty(ServiceFacts.FREE_CREDITS, 0);
        return StubResponse.json(200, body.toString());
    }
}
