package io.github.pixverseopenapi.contract.sandbox;

/** The state of a request in the history, as the document names it. */
enum RowState {
    COMPLETED,
    FAILED,
    PENDING;

    static RowState of(SandboxJobState state) {
        return switch (state) {
            case QUEUED, PROCESSING -> PENDING;
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
        };
    }
}
