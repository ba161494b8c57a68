package io.github.pixverseopenapi.contract.sandbox;

/** A request that a validation rejects. */
final class RejectedRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient StubResponse response;

    RejectedRequestException(StubResponse response) {
        super("status " + response.status(), null, false, false);
        this.response = response;
    }

    StubResponse response() {
        return response;
    }
}
