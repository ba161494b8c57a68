package io.github.pixverseopenapi.contract.record;

/** The server of the recorded calls. */
interface Provider {

    /** Prepares the scenario of a call. */
    Endpoint prepare(PlannedCall call);

    /** The base URL and API key for one call; closed after the call. */
    interface Endpoint extends AutoCloseable {

        String baseUrl();

        String validKey();

        @Override
        void close();
    }
}
