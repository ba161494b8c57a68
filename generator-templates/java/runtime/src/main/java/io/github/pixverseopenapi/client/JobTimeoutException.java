package io.github.pixverseopenapi.client;

/**
 * The deadline for a job passed. The job continues and nothing is lost; wait again with {@link PixverseClient#job(String)}.
 */
public final class JobTimeoutException extends PixverseException {
    private static final long serialVersionUID = 1L;

    /**
     * The id of the job.
     *
     * @serial
     */
    private final String jobId;

    JobTimeoutException(Failure failure, String jobId) {
        super(failure);
        this.jobId = jobId;
    }

    /**
     * The id of the job, which continues.
     *
     * @return as {@link VideoJob#id()}
     */
    public String jobId() {
        return jobId;
    }
}
