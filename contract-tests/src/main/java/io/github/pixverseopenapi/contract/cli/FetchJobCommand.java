package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.document.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Saves the video of a job. */
@Command(
        name = "fetch",
        description = "Waits until a job is completed, and saves its video.",
        exitCodeList = {"0:the video is saved", "1:it is not", ExitCodes.INVALID_HELP, ExitCodes.INTERRUPTED_HELP})
final class FetchJobCommand extends JobCommand {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file of the video, or a folder for ID.mp4.")
    private Path out;

    @Override
    void prepare(String jobId) {
        Path file = Files.isDirectory(out) ? out.resolve(jobId + ".mp4") : out;
        if (!WritableFile.isWritable(file)) {
            throw new IllegalArgumentException(
                    Message.of("--out", "a folder, or " + WritableFile.RULE, "'" + file + "'"));
        }
        out = file;
    }

    @Override
    void finish(Video video) {
        video.saveTo(out);
        print(out.toString());
    }
}
