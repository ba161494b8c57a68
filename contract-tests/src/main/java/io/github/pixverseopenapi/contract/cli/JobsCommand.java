package io.github.pixverseopenapi.contract.cli;

import picocli.CommandLine.Command;

/** What can be done with jobs by their ids. */
@Command(
        name = "jobs",
        description = "Lists jobs, waits for one, or saves its video. Costs nothing.",
        subcommands = {ListJobsCommand.class, WaitForJobCommand.class, FetchJobCommand.class})
final class JobsCommand extends CommandGroup {}
