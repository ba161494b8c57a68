package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.Video;
import picocli.CommandLine.Command;

/** Waits for a job. */
@Command(
        name = "wait",
        description = "Waits until a job is completed, and prints each state.",
        exitCodeList = {
            "0:the job is completed",
            "1:it failed, is unknown or takes longer",
            ExitCodes.INVALID_HELP,
            ExitCodes.INTERRUPTED_HELP
        })
final class WaitForJobCommand extends JobCommand {

    @Override
    void finish(Video video) {
        print("COMPLETED");
    }
}
