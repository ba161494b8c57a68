package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code pixverse-contract}. Exit codes: 0 on success, 1 when a command fails, 2 on invalid usage, unless
 * the help of a command lists others. Errors are printed on one line of standard error.
 */
@Command(
        name = "pixverse-contract",
        description = "Tools for the PixVerse API document.",
        subcommands = {
            CreditsCommand.class,
            GenerateCommand.class,
            JobsCommand.class,
            RecordCommand.class,
            SandboxCommand.class,
            UploadCommand.class,
            VerifyCommand.class
        },
        versionProvider = ManifestVersion.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class ContractCommand {

    /** Runs the program and exits the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line for embedding; its output may be redirected. */
    public static CommandLine commandLine() {
        return new CommandLine(new ContractCommand())
                .setParameterExceptionHandler(
                        (invalid, args) -> fail(invalid.getCommandLine(), invalid, CommandLine.ExitCode.USAGE))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        fail(command, failure, command.getCommandSpec().exitCodeOnExecutionException()));
    }

    private static int fail(CommandLine command, Exception failure, int exitCode) {
        PrintWriter err = command.getErr();
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        err.println(command.getCommandSpec().qualifiedName() + ": " + TextSanitizer.line(message));
        err.flush();
        return exitCode;
    }
}
