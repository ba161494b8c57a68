package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request with the valid API key that is as the document describes it.
 *
 * @param operation the called operation
 * @param request the request as received
 * @param body the JSON body; empty without one
 * @param parameters the values in path and query by name
 * @param time when it was received
 */
record ValidRequest(
        ApiOperation operation, ParsedRequest request, JsonObject body, Map<String, String> parameters, Instant time) {

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    int bodyLength() {
        return request.body().length;
    }
}
