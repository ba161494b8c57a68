package io.github.pixverseopenapi.contract.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;

/** What a sandbox's server logs where users see it, which is on standard error. */
final class ServerLog extends Handler {

    private static final Logger LOGGER = Logger.getLogger(MockWebServer.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String server;

    ServerLog(Sandbox sandbox) {
        server = "MockWebServer{port=" + sandbox.port() + "}";
        LOGGER.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.INFO.intValue()
                && entry.getMessage().startsWith(server)) {
            lines.add(entry.getMessage() + " " + entry.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
