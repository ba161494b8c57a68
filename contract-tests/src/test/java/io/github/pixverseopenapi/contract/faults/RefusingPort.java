package io.github.pixverseopenapi.contract.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A port that refuses every connection. It stays bound, because another test could use a free port. */
public final class RefusingPort implements AutoCloseable {
    private final Socket holder = new Socket();

    /** Binds a free local port. */
    public RefusingPort() {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A URL without a server. */
    public String url() {
        return "http://127.0.0.1:" + holder.getLocalPort();
    }

    SocketAddress address() {
        return holder.getLocalSocketAddress();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
