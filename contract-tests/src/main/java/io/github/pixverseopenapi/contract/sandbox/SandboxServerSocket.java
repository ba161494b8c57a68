package io.github.pixverseopenapi.contract.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.BooleanSupplier;

/** Accepts connections, and resets those that are to be cut before they are used. */
final class SandboxServerSocket extends ServerSocket {

    /** Callers that may wait to be accepted at a time. The server's own 50 turns away a burst of hundreds. */
    private static final int BACKLOG = 1024;

    private final BooleanSupplier cutsConnection;

    SandboxServerSocket(BooleanSupplier cutsConnection) throws IOException {
        this.cutsConnection = cutsConnection;
    }

    @Override
    public void bind(SocketAddress address, int ignoredBacklog) throws IOException {
        super.bind(address, BACKLOG);
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            SandboxConnection connection = new SandboxConnection();
            implAccept(connection);
            if (!cutsConnection.getAsBoolean()) {
                sendAtOnce(connection);
                return connection;
            }
            reset(connection);
        }
    }

    /** The server writes head and body apart; on a connection in use, the body would come 40 ms late. */
    private static void sendAtOnce(SandboxConnection connection) {
        try {
            connection.setTcpNoDelay(true);
        } catch (IOException e) {
            // The caller has gone already; passed on, this would end the server.
        }
    }

    private static void reset(SandboxConnection connection) {
        try {
            connection.resetNow();
        } catch (IOException e) {
            // The caller has gone already; passed on, this would end the server.
        }
    }
}
