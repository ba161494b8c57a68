package io.github.pixverseopenapi.client;

/** The service could not make the video of a job; the message has its reason. The job is not billed. */
public final class JobFailedException extends PixverseException {
    private static final long serialVersionUID = 1L;

    JobFailedException(Failure failure) {
        super(failure);
    }
}
