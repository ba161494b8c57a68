package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A request without its API key.
 *
 * @param method the HTTP method
 * @param path the path relative to the base URL
 * @param body the JSON body; empty for methods without a body
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
