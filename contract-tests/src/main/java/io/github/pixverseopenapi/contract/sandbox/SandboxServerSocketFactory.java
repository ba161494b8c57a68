package io.github.pixverseopenapi.contract.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;

/** Returns one unbound server socket, which MockWebServer binds. */
final class SandboxServerSocketFactory extends ServerSocketFactory {

    private final SandboxServerSocket socket;

    SandboxServerSocketFactory(SandboxServerSocket socket) {
        this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket() {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }
}
