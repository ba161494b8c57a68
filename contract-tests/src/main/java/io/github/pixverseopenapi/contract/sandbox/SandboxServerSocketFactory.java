package io.github.pixverseopenapi.contract.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;

/** Hands one prepared listener to the server, which binds it itself. */
final class SandboxServerSocketFactory extends ServerSocketFactory {

    private final SandboxServerSocket listener;

    SandboxServerSocketFactory(SandboxServerSocket listener) {
        this.listener = listener;
    }

    @Override
    public ServerSocket createServerSocket() {
        return listener;
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
