package io.github.pixverseopenapi.contract.clients;

/** A client of some language, connected to a sandbox. */
interface Caller extends AutoCloseable {
    /** Makes the call and waits for its end. */
    Outcome call(ClientCase call);

    @Override
    void close();
}
