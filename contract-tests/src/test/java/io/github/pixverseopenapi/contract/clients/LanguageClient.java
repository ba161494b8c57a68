package io.github.pixverseopenapi.contract.clients;

/** A client of some language, connected to a sandbox. */
interface LanguageClient extends AutoCloseable {
    /** Executes the call and waits for its end. */
    CaseOutcome call(ClientCase call, Placeholders placeholders);

    @Override
    void close();
}
