package io.github.pixverseopenapi.client;

/** Is called when a request of a {@link PixverseBatch} changes its state. */
@FunctionalInterface
public interface BatchListener {
    /**
     * A request has changed its state. Called on several threads, but never for one request at the same time. What it
     * throws goes to the uncaught exception handler of its thread.
     *
     * @param entry the request
     * @param settled how many requests are neither {@link BatchState#WAITING} nor {@link BatchState#SUBMITTED} any more
     * @param total how many requests the batch has
     */
    void onChange(BatchEntry entry, int settled, int total);
}
