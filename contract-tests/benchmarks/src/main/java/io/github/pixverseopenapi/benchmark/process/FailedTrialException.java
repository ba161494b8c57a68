package io.github.pixverseopenapi.benchmark.process;

/** A contender did not do its work. */
public final class FailedTrialException extends Exception {
    private static final long serialVersionUID = 1L;

    public FailedTrialException(String reason) {
        super(reason);
    }
}
