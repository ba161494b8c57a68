package io.github.pixverseopenapi.contract.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.BooleanSupplier;

/** Accepts connections, and resets those with {@link Fault#DISCONNECT_AT_START}. */
final class SandboxServerSocket extends ServerSocket {

    /** The backlog of connections. MockWebServer's default of 50 rejects bursts of hundreds. */
    private static final int BACKLOG = 1024;

    private final BooleanSupplier resetsConnection;

    SandboxServerSocket(BooleanSupplier resetsConnection) throws IOException {
        this.resetsConnection = resetsConnection;
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
            if (!resetsConnection.getAsBoolean()) {
                disableNagle(connection);
                return connection;
            }
            reset(connection);
        }
    }

    /** MockWebServer writes head and body separately; with delayed ACKs the body would be sent 40 ms late. */
    private static void disableNagle(SandboxConnection connection) {
        try {
            connection.setTcpNoDelay(true);
        } catch (IOException e) {
            // The client has disconnected. Rethrowing would stop the server.
        }
    }

    private static void reset(SandboxConnection connection) {
        try {
            connection.resetNow();
        } catch (IOException e) {
            // The client has disconnected. Rethrowing would stop the server.
        }
    }
}
