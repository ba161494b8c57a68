package io.github.pixverseopenapi.contract.cli;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command, for a shell, that goes on with an interrupted {@code generate}. */
final class ResumeCommand {
    private static final String RESUME = "--resume";

    /** What the journal holds once it is said. */
    private static final Set<String> DECISIONS = Set.of("--assign", "--resend");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private ResumeCommand() {}

    /**
     * The command.
     *
     * @param arguments those of the interrupted command
     * @param isFile whether the requests are those of a file, which needs {@code --resume}
     */
    static String of(List<String> arguments, boolean isFile) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (DECISIONS.contains(argument)) {
                i++;
            } else if (DECISIONS.stream().noneMatch(decision -> argument.startsWith(decision + "="))) {
                all.add(argument);
            }
        }
        if (isFile && !all.contains(RESUME)) {
            all.add(RESUME);
        }
        return program() + " " + all.stream().map(ResumeCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String program() {
        CodeSource source = ResumeCommand.class.getProtectionDomain().getCodeSource();
        String path = source == null ? "" : source.getLocation().getPath();
        return path.endsWith(".jar") ? "java -jar " + quoted(Path.of(path).toString()) : "pixverse-contract";
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
