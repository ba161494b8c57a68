package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.PixverseClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that calls the service with the client. Invalid options and input end it with exit code 2. */
abstract class ClientCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServiceOptions service;

    @Override
    public final Integer call() throws Exception {
        try {
            if (isDoneWithoutCalls()) {
                return ExitCodes.SUCCESS;
            }
            try (PixverseClient client = service.client()) {
                return call(client);
            }
        } catch (IllegalArgumentException | InvalidRequestException e) {
            throw invalid(e);
        }
    }

    /**
     * Checks, and does, what needs neither the key nor the service.
     *
     * @return whether that is all
     * @throws IllegalArgumentException when an option or the input is invalid
     */
    boolean isDoneWithoutCalls() {
        return false;
    }

    /**
     * Does the work.
     *
     * @return the exit code
     * @throws IllegalArgumentException when an option is invalid
     */
    abstract int call(PixverseClient client) throws Exception;

    final ParameterException invalid(Exception e) {
        return new ParameterException(spec.commandLine(), service.withSource(OptionNames.in(e.getMessage())), e);
    }

    final List<String> arguments() {
        return spec.commandLine().getParseResult().originalArgs();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final void print(String text) {
        out().println(text);
        out().flush();
    }
}
