package io.github.pixverseopenapi.contract.sandbox;

/** The state of a request in the history, as the document names it. */
enum HistoryState {
    COMPLETED,
    FAILED,
    PENDING;

    static HistoryState of(JobState state) {
        return switch (state) {
            case QUEUED, PROCESSING -> PENDING;
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
        };
    }
}
