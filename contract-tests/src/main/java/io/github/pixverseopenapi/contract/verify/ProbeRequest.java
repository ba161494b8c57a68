package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A request, still without its key.
 *
 * @param method the HTTP method
 * @param path from the base URL
 * @param body sent as JSON; empty for methods that have no body
 */
public record ProbeRequest(String method, String path, Optional<JsonObject> body) {

    static ProbeRequest get(String path) {
        return new ProbeRequest("GET", path, Optional.empty());
    }

    /** Such as {@code POST /v1/something}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
