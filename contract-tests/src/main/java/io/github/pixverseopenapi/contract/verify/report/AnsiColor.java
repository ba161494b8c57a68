package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.CheckOutcome;

/** ANSI colours for terminals. */
enum AnsiColor {
    GREEN("32"),
    RED("1;31"),
    YELLOW("33"),
    FAINT("2");

    private final String code;

    AnsiColor(String code) {
        this.code = code;
    }

    static AnsiColor of(CheckOutcome outcome) {
        return switch (outcome) {
            case HOLDS -> GREEN;
            case DRIFTED -> RED;
            case UNDECIDED, KNOWN -> YELLOW;
            case NOT_CHECKED -> FAINT;
        };
    }

    String on(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
