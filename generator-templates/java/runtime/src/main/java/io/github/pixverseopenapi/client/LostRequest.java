package io.github.pixverseopenapi.client;

import java.io.Serializable;

/** A paid request whose response is lost: what is needed to find it in the history. */
final class LostRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The operation's constant. */
    final Operation operation;
    /** The request as it was sent. */
    final String json;
    /** When it was sent, in milliseconds since 1970. */
    final long sentAtMillis;

    LostRequest(Operation operation, String json, long sentAtMillis) {
        this.operation = operation;
        this.json = json;
        this.sentAtMillis = sentAtMillis;
    }

    /** The name of the model in the history. */
    String modelName() {
        return operation.path().substring(operation.path().lastIndexOf('/') + 1);
    }
}
