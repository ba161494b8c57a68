package io.github.pixverseopenapi.contract.cli;

/** The exit codes of all commands, and what their help says of them. */
final class ExitCodes {
    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int INVALID = 2;
    static final int INTERRUPTED = 130;

    static final String HEADING = "%nExit codes:%n";
    static final String SUCCESS_HELP = "0:success";
    static final String FAILURE_HELP = "1:failure";
    static final String INVALID_HELP = "2:invalid usage or input; nothing was sent";
    static final String INTERRUPTED_HELP = "130:interrupted, as by Ctrl-C";

    private ExitCodes() {}
}
