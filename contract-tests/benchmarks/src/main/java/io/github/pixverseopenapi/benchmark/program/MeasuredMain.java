package io.github.pixverseopenapi.benchmark.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Runs another main class and prints what the process has cost: {@code MeasuredMain CLASS ARGUMENTS}. */
public final class MeasuredMain {
    private MeasuredMain() {}

    public static void main(String[] arguments) throws Exception {
        // Tools end by System.exit.
        Runtime.getRuntime().addShutdownHook(new Thread(MeasuredMain::printCosts));
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void printCosts() {
        try {
            ProgramOutput.printCosts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
