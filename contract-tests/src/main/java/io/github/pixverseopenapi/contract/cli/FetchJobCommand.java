package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.Video;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Saves the video of a job. */
@Command(
        name = "fetch",
        description = "Waits until a job is completed, and saves its video.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the video is saved", "1:it is not", "2:invalid usage"})
final class FetchJobCommand extends JobCommand {

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file of the video.")
    private Path out;

    @Override
    void finish(Video video) {
        video.saveTo(out);
        print(out.toString());
    }
}
