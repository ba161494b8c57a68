package io.github.pixverseopenapi.contract.soak;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Collects what OkHttp says of answers that nobody closed. Their connections are closed once the garbage collector
 * finds them, so that counting descriptors may come too late.
 */
final class LeakLog extends Handler {
    // Held here, because Java forgets the settings of loggers that nobody holds.
    private final Logger okhttp = Logger.getLogger("okhttp3.OkHttpClient");
    private final Logger server = Logger.getLogger("mockwebserver3.MockWebServer");
    private final Level serverLevel = server.getLevel();
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    LeakLog() {
        okhttp.addHandler(this);
        okhttp.setUseParentHandlers(false);
        // It warns of each connection that brings no request, as those of calls given up do.
        server.setLevel(Level.SEVERE);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        okhttp.removeHandler(this);
        okhttp.setUseParentHandlers(true);
        server.setLevel(serverLevel);
    }
}
