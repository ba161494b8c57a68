package io.github.pixverseopenapi.contract.soak;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Collects OkHttp's warnings about unclosed responses. The garbage collector closes their connections, so counting
 * descriptors may miss them.
 */
final class LeakLog extends Handler {
    // A strong reference, because Java discards the settings of unreferenced loggers.
    private final Logger okhttp = Logger.getLogger("okhttp3.OkHttpClient");
    private final Logger server = Logger.getLogger("mockwebserver3.MockWebServer");
    private final Level serverLevel = server.getLevel();
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    LeakLog() {
        okhttp.addHandler(this);
        okhttp.setUseParentHandlers(false);
        // MockWebServer warns about each connection without a request, such as those of aborted calls.
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
