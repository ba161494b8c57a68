package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code pixverse-contract}. Errors are printed on one line of standard error. */
@Command(
        name = "pixverse-contract",
        description = "Makes videos with the PixVerse endpoints of Segmind, and tests programs and servers that do.",
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.SUCCESS_HELP,
            ExitCodes.FAILURE_HELP,
            ExitCodes.INVALID_HELP,
            ExitCodes.INTERRUPTED_HELP
        },
        versionProvider = ManifestVersion.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class ContractCommand extends CommandGroup {

    private static final String COMPLETION = "generate-completion";
    private static final String HELP = "help";

    /** They print what they find of the other commands. */
    private static final Set<String> NEED_ALL = Set.of(COMPLETION, HELP);

    /** By name, in the order of the help. Not an attribute of the annotation, which would make all of them at each start. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    /** Not an attribute of the annotation, because all commands would inherit it. */
    private static final String[] FOOTER = {
        "",
        "Environment:",
        "  " + ServiceFacts.API_KEY_VARIABLE + "    the API key",
        "  " + ServiceFacts.BASE_URL_VARIABLE + "  the server, such as a sandbox; the live service by default",
        "  NO_COLOR           no colours, as --no-color",
        "",
        "Examples:",
        "  pixverse-contract sandbox --port 8089",
        "  pixverse-contract generate \"A paper boat\" --budget 1",
        "  pixverse-contract generate --file requests.jsonl --budget 20",
        "  pixverse-contract jobs fetch ID --out videos",
        "  pixverse-contract verify",
        "  pixverse-contract diff old.yaml new.yaml --format markdown",
        "  pixverse-contract help jobs fetch"
    };

    @Spec
    private CommandSpec spec;

    /** Runs the program and exits the JVM with its exit code. */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> fail("pixverse-contract", failure));
        System.exit(execute(args));
    }

    /** Exceptions are handled by the command line; an error, such as a lack of memory, is not. */
    private static int execute(String[] args) {
        try {
            return commandLineFor(args).execute(args);
        } catch (Error e) {
            fail("pixverse-contract", e);
            return ExitCodes.FAILURE;
        }
    }

    private static void fail(String command, Throwable failure) {
        System.err.println(line(command, failure, failure.toString()));
    }

    /** The command line for embedding; its output may be redirected. */
    public static CommandLine commandLine() {
        return commandLine(Clock.systemUTC());
    }

    /** The same with another clock, which determines what has expired. */
    public static CommandLine commandLine(Clock clock) {
        return commandLine(clock, COMMANDS);
    }

    /** With only the command that the first argument names, if it names one: creating all commands takes longer. */
    static CommandLine commandLineFor(String... args) {
        String first = args.length == 0 ? "" : args[0];
        boolean needsAll = !COMMANDS.containsKey(first) || NEED_ALL.contains(first);
        return commandLine(Clock.systemUTC(), needsAll ? COMMANDS : Map.of(first, COMMANDS.get(first)));
    }

    private static CommandLine commandLine(Clock clock, Map<String, Class<?>> commands) {
        CommandLine command = new CommandLine(new ContractCommand(), new CommandFactory(clock));
        commands.forEach(command::addSubcommand);
        command.setParameterExceptionHandler(
                        (invalid, args) -> fail(invalid.getCommandLine(), invalid, ExitCodes.INVALID))
                .setExecutionExceptionHandler((failure, failed, parsed) ->
                        fail(failed, failure, failed.getCommandSpec().exitCodeOnExecutionException()));
        command.getCommandSpec().usageMessage().footer(FOOTER);
        return command;
    }

    @Option(
            names = "--no-color",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Use no colours; they are used on a terminal only.")
    void useColors(boolean isOff) {
        if (isOff) {
            spec.root().commandLine().setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("credits", CreditsCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("generate", GenerateCommand.class);
        commands.put(COMPLETION, GenerateCompletion.class);
        commands.put(HELP, HelpCommand.class);
        commands.put("jobs", JobsCommand.class);
        commands.put("record", RecordCommand.class);
        commands.put("sandbox", SandboxCommand.class);
        commands.put("upload", UploadCommand.class);
        commands.put("verify", VerifyCommand.class);
        return commands;
    }

    private static int fail(CommandLine command, Exception failure, int exitCode) {
        PrintWriter err = command.getErr();
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        err.println(line(
                command.getCommandSpec().qualifiedName(),
                failure,
                failure instanceof ParameterException ? OptionNames.in(message) : message));
        err.flush();
        return exitCode;
    }

    private static String line(String command, Throwable failure, String message) {
        return command + ": " + TextSanitizer.line(message)
                + (failure instanceof UnmatchedArgumentException unmatched ? suggestion(unmatched) : "");
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + similar.get(0) + "?";
    }
}
