package com.example.mcp;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Tokens of priced requests. Each submits its request once. */
final class Confirmations {
    private static final int MAX_TOKENS = 1000;

    private final Map<String, PixverseRequest> requests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PixverseRequest> eldest) {
            return size() > MAX_TOKENS;
        }
    };

    synchronized String issue(PixverseRequest request) {
        String token = UUID.randomUUID().toString();
        requests.put(token, request);
        return token;
    }

    /** @throws IllegalArgumentException if the token was not issued for exactly this request, or was redeemed before */
    synchronized void redeem(String token, PixverseRequest request) {
        PixverseRequest priced = requests.get(token);
        if (priced == null) {
            throw new IllegalArgumentException("confirmation must be one that price returned and submit has not used."
                    + " Call list before price: the video may have been submitted");
        }
        if (!priced.equals(request)) {
            throw new IllegalArgumentException("confirmation must be of the same operation and request, but was of "
                    + priced.toJson() + ". Call price for this request");
        }
        requests.remove(token);
    }
}
