package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.util.Optional;

/**
 * Detects whether the server provides this API: the behaviour of another server is no drift. One recognised response is
 * sufficient.
 */
final class ApiFingerprint {

    private boolean recognised;
    private Check firstCheck;
    private ProbeResponse firstResponse;

    void record(Check check, ProbeResponse response) {
        if (firstResponse == null) {
            firstCheck = check;
            firstResponse = response;
        }
        recognised |= isOfThisApi(response);
    }

    /**
     * Does nothing before the first response.
     *
     * @throws CouldNotRunException when no response so far was recognised
     */
    void requireRecognised(VerifyTarget target) {
        if (firstResponse != null && !recognised) {
            throw new CouldNotRunException("The server at " + target + " is not this API: the response to "
                    + firstCheck.description() + " was " + firstResponse.summary());
        }
    }

    /** A video, the credits, a JSON error with a string "error", or any 401 in JSON. */
    private static boolean isOfThisApi(ProbeResponse response) {
        Optional<JsonObject> json = response.json();
        return response.mediaType().equals(Mp4Boxes.MEDIA_TYPE)
                || json.filter(body ->
                                response.status() == 401 || hasErrorText(body) || body.has(ServiceFacts.FREE_CREDITS))
                        .isPresent();
    }

    private static boolean hasErrorText(JsonObject body) {
        return body.get(ApiDocument.ERROR) instanceof JsonPrimitive primitive && primitive.isString();
    }
}
