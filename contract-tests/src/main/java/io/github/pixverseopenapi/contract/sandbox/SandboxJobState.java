package io.github.pixverseopenapi.contract.sandbox;

/** The state of a job, as the document names it. */
public enum SandboxJobState {
    /** Waits to be processed. */
    QUEUED,
    /** Is processed. */
    PROCESSING,
    /** Has a video and is charged. */
    COMPLETED,
    /** Has no video and is not charged. */
    FAILED;

    /** Whether it is the last state of a job. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
