package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.BatchEntry;
import io.github.pixverseopenapi.client.BatchListener;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.PrintWriter;

/** Prints the progress of a batch: one line that is rewritten on a terminal, a line for each change otherwise. */
public final class BatchProgress implements BatchListener {
    private static final int BAR_WIDTH = 20;
    private static final int TEXT_WIDTH = 80;

    private final PrintWriter out;
    private final boolean terminal;

    /** Prints to a terminal, or to a file or pipe. */
    public BatchProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void onChange(BatchEntry entry, int settled, int total) {
        String text = TextSanitizer.abbreviate(TextSanitizer.line(entry.toString()), TEXT_WIDTH);
        if (terminal) {
            int filled = BAR_WIDTH * settled / total;
            out.print("\r[" + "#".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "] " + settled + "/" + total + " "
                    + text + " ".repeat(TEXT_WIDTH - text.length()));
        } else if (entry.state() != BatchState.SUBMITTED || entry.jobId().isPresent()) {
            out.println(settled + "/" + total + " " + text
                    + entry.jobId().map(id -> ", job " + TextSanitizer.line(id)).orElse(""));
        }
        out.flush();
    }

    /** Ends the line of a terminal. */
    public synchronized void end() {
        if (terminal) {
            out.print("\r" + " ".repeat(BAR_WIDTH + TEXT_WIDTH + 20) + "\r");
            out.flush();
        }
    }
}
