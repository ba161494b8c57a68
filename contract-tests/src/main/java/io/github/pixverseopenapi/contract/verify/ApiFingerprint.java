package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;

/**
 * Finds out whether it is this API at all that answers: what some other server does is no drift. One answer in its
 * manner is enough.
 */
final class ApiFingerprint {

    private boolean recognised;
    private Check firstCheck;
    private ProbeResponse firstReply;

    void see(Check check, ProbeResponse reply) {
        if (firstReply == null) {
            firstCheck = check;
            firstReply = reply;
        }
        recognised |= isOfThisApi(reply);
    }

    /**
     * Does nothing when there was no answer yet.
     *
     * @throws CouldNotRunException when no answer so far was in the manner of this API
     */
    void require(VerifyTarget target) {
        if (firstReply != null && !recognised) {
            throw new CouldNotRunException("What answers at " + target + " is not this API: to " + firstCheck.words()
                    + " it said " + firstReply.shown());
        }
    }

    /** A video, the credits, a refusal with its text under "error", or a 401 in JSON whatever its fields are called. */
    private static boolean isOfThisApi(ProbeResponse reply) {
        Optional<JsonObject> json = reply.json();
        return reply.mediaType().equals("video/mp4")
                || json.filter(body -> reply.status() == 401 || hasErrorText(body) || body.has("free-credits"))
                        .isPresent();
    }

    private static boolean hasErrorText(JsonObject body) {
        return body.get("error") instanceof JsonPrimitive primitive && primitive.isString();
    }
}
