package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code pixverse-contract}. It ends with 0 when all went well, with 1 when a command failed and with 2
 * when it was called wrongly, unless a command's help says more; what went wrong stands on one line of the standard
 * error.
 */
@Command(
        name = "pixverse-contract",
        description = "Tools around the PixVerse document.",
        subcommands = {RecordCommand.class, SandboxCommand.class, VerifyCommand.class},
        versionProvider = ManifestVersion.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class ContractCommand {

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The program, ready to run inside another one; its output may be redirected. */
    public static CommandLine commandLine() {
        return new CommandLine(new ContractCommand())
                .setParameterExceptionHandler(
                        (wrong, args) -> fail(wrong.getCommandLine(), wrong, CommandLine.ExitCode.USAGE))
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
