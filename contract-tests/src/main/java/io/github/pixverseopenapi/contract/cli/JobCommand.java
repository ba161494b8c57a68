package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.JobTimeoutException;
import io.github.pixverseopenapi.client.NotFoundException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.time.Duration;
import java.util.NoSuchElementException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that waits for a job. */
abstract class JobCommand extends ClientCommand {

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private String id;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            converter = SecondsConverter.class,
            description = "How long to wait; ${DEFAULT-VALUE} by default.")
    private Duration timeout;

    @Override
    final int call(PixverseClient client) {
        VideoJob job = client.job(id);
        prepare(job.id());
        job.onStatus((status, elapsed, typical) -> print(TextSanitizer.line(
                status.status().map(Enum::name).orElse("unknown") + " after " + elapsed.toSeconds() + " s")));
        try (Video video = job.await(timeout)) {
            finish(video);
        } catch (NotFoundException | JobTimeoutException e) {
            throw isUnknown(e) ? unknown(e) : e;
        }
        return ExitCodes.SUCCESS;
    }

    /** An id that nobody knows is looked for until the timeout, because the history may be late. */
    private static boolean isUnknown(PixverseException e) {
        return e instanceof NotFoundException || e.getCause() instanceof NotFoundException;
    }

    private NoSuchElementException unknown(PixverseException e) {
        return new NoSuchElementException(
                "no job or record of " + id
                        + " exists: the id is wrong, or its record has expired, which is kept for a shorter"
                        + " time than its file",
                e);
    }

    /**
     * Checks, before anything is requested, what {@link #finish} needs.
     *
     * @throws IllegalArgumentException when an option is invalid
     */
    void prepare(String jobId) {}

    abstract void finish(Video video);
}
