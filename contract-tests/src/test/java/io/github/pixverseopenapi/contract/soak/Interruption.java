package io.github.pixverseopenapi.contract.soak;

/** Interrupts the thread that created it, unless that thread has finished: the next call must not be interrupted. */
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
        // The client restores the interrupt flag, as required; the test clears it.
        Thread.interrupted();
    }
}
