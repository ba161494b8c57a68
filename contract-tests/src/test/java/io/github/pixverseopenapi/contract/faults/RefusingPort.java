package io.github.pixverseopenapi.contract.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A port that refuses every connection. It is held, not merely free: a free one could become another test's server
 * while this test's client still tries it.
 */
public final class RefusingPort implements AutoCloseable {
    private final Socket holder = new Socket();

    /** Takes a free port of this machine. */
    public RefusingPort() {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where nothing answers. */
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
