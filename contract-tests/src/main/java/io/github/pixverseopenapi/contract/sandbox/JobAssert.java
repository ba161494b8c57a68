package io.github.pixverseopenapi.contract.sandbox;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;

/** Assertions on a job as it was when it was selected. */
public class JobAssert extends AbstractAssert<JobAssert, SandboxJob> {

    JobAssert(SandboxJob job, WritableAssertionInfo other) {
        super(job, JobAssert.class);
        info.description(other.description());
        info.overridingErrorMessage(other.overridingErrorMessage());
        info.useRepresentation(other.representation());
    }

    /** Asserts that the job is completed, and so is charged. */
    public JobAssert isCompleted() {
        return hasState(SandboxJobState.COMPLETED);
    }

    /** Asserts that the job has failed, and so is not charged. */
    public JobAssert isFailed() {
        return hasState(SandboxJobState.FAILED);
    }

    /** Asserts the state of the job. */
    public JobAssert hasState(SandboxJobState state) {
        return satisfies(actual.state() == state, "be " + SandboxOptions.nonNull("state", state));
    }

    /** Asserts the operation that submitted the job. */
    public JobAssert wasSubmittedBy(String operationId) {
        return satisfies(actual.operationId().equals(operationId), "be submitted by " + operationId);
    }

    /** Asserts that a request got the result of the completed job. */
    public JobAssert wasFetched() {
        return satisfies(actual.resultFetched(), "have a result that was fetched");
    }

    /** Asserts that no request got the result of the job. */
    public JobAssert wasNotFetched() {
        return satisfies(!actual.resultFetched(), "have a result that was not fetched");
    }

    /** Asserts that a request got the file of the video, or a part of it. */
    public JobAssert wasDownloaded() {
        return satisfies(actual.downloaded(), "have a video that was downloaded");
    }

    /** Asserts that no request got the file of the video. */
    public JobAssert wasNotDownloaded() {
        return satisfies(!actual.downloaded(), "have a video that was not downloaded");
    }

    private JobAssert satisfies(boolean holds, String expected) {
        if (!holds) {
            throw failure("Expecting the job %s to %s.", actual, expected);
        }
        return this;
    }
}
