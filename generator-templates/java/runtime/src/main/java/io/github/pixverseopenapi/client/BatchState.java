package io.github.pixverseopenapi.client;

/** What has become of one request of a {@link PixverseBatch}. */
public enum BatchState {
    /** Not sent, or refused without a bill; the next run sends it. */
    WAITING,
    /** A job exists or is looked for, but its video is not saved yet; the next run continues, which costs nothing. */
    SUBMITTED,
    /** The video is saved. */
    SAVED,
    /** The request or its job failed for good, without a bill. */
    FAILED,
    /**
     * The request may have been sent, but the history of the account does not say which job is its own. It is not sent
     * again, because it may be billed already.
     */
    UNCLEAR
}
