package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/** Makes connections of a client fail: its first ones, or the next ones from a moment on. Others are unchanged. */
final class FailingConnections extends SocketFactory {
    /** What becomes of one connection. */
    interface Fate {
        void connect(Connecting connecting, SocketAddress address) throws IOException;
    }

    /** Really connects. */
    interface Connecting {
        void to(SocketAddress address) throws IOException;
    }

    private final Queue<Fate> fates;

    FailingConnections(Fate... fates) {
        this.fates = new ConcurrentLinkedQueue<>(List.of(fates));
    }

    /** Decides the fate of the next connection that has none yet. */
    void add(Fate fate) {
        fates.add(fate);
    }

    static OkHttpClient client(Fate... fates) {
        return new OkHttpClient.Builder()
                .socketFactory(new FailingConnections(fates))
                .build();
    }

    static Fate failed(IOException failure) {
        return (connecting, address) -> {
            throw failure;
        };
    }

    static Fate refused(RefusingPort port) {
        return (connecting, address) -> connecting.to(port.address());
    }

    /** Connecting blocks until the latch opens, and then fails. */
    static Fate stalled(CountDownLatch begun, CountDownLatch end) {
        return (connecting, address) -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            throw new IOException("stalled");
        };
    }

    static Fate granted() {
        return Connecting::to;
    }

    @Override
    public Socket createSocket() {
        Fate fate = fates.poll();
        return fate == null
                ? new Socket()
                : new Socket() {
                    @Override
                    public void connect(SocketAddress address, int timeout) throws IOException {
                        fate.connect(other -> super.connect(other, timeout), address);
                    }
                };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
