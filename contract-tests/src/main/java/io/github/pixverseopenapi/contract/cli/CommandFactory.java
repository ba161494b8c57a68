package io.github.pixverseopenapi.contract.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates commands, and gives the clock to those that need it. */
final class CommandFactory implements IFactory {

    private final Clock clock;
    private final IFactory others = CommandLine.defaultFactory();

    CommandFactory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == VerifyCommand.class ? type.cast(new VerifyCommand(clock)) : others.create(type);
    }
}
