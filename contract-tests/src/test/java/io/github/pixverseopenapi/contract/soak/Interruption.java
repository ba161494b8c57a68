package io.github.pixverseopenapi.contract.soak;

/** Interrupts the thread that made it, unless that one is past it: the next call is not to suffer from it. */
final class Interruption implements Runnable, AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private boolean done;
    private boolean over;

    @Override
    public synchronized void run() {
        if (!over) {
            done = true;
            thread.interrupt();
        }
    }

    /** Whether it has happened. */
    synchronized boolean done() {
        return done;
    }

    @Override
    public synchronized void close() {
        over = true;
        // The client sets the mark again, as it should; here it has served its purpose.
        Thread.interrupted();
    }
}
