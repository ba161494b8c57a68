package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.Video;
import picocli.CommandLine.Command;

/** Waits for a job. */
@Command(
        name = "wait",
        description = "Waits until a job is completed, and prints each state.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the job is completed", "1:it failed, is unknown or takes longer", "2:invalid usage"})
final class WaitForJobCommand extends JobCommand {

    @Override
    void finish(Video video) {
        print("COMPLETED");
    }
}
