package io.github.pixverseopenapi.contract.cli;

import java.net.URI;
import java.nio.file.Path;
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
        return program(location()) + " "
                + all.stream().map(ResumeCommand::quoted).collect(Collectors.joining(" "));
    }

    private static URI location() {
        return URI.create(ResumeCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
    }

    /** What starts the program, whose classes are in this jar or folder. */
    static String program(URI location) {
        return location.getPath().endsWith(".jar")
                ? "java -jar " + quoted(Path.of(location).toString())
                : "pixverse-contract";
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
