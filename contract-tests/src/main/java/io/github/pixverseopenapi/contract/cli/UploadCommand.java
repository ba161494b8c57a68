package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Uploads an image or a video. */
@Command(
        name = "upload",
        description =
                "Uploads an image or a video and prints its address, to use as image_url or video_url. Everybody who"
                        + " knows the address can read the file.")
final class UploadCommand extends ClientCommand {

    @Parameters(paramLabel = "FILE", description = "A PNG, JPEG, GIF, WebP, MP4, MOV or WebM file of at most 2 GB.")
    private Path file;

    @Override
    int call(PixverseClient client) {
        print(TextSanitizer.line(client.upload(file)));
        return ExitCodes.SUCCESS;
    }
}
