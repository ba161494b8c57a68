package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.time.Duration;
import picocli.CommandLine;
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
        VideoJob job = client.job(id)
                .onStatus((status, elapsed, typical) -> print(TextSanitizer.line(
                        status.status().map(Enum::name).orElse("unknown") + " after " + elapsed.toSeconds() + " s")));
        try (Video video = job.await(timeout)) {
            finish(video);
        }
        return CommandLine.ExitCode.OK;
    }

    abstract void finish(Video video);
}
