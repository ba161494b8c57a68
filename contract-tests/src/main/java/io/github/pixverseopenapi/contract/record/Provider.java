package io.github.pixverseopenapi.contract.record;

/** Who answers the calls that are recorded. */
interface Provider {

    /** Brings it into the situation of a call. */
    Place prepare(PlannedCall call);

    /** Where and with which valid key to call it; closed after the call. */
    interface Place extends AutoCloseable {

        String baseUrl();

        String validKey();

        @Override
        void close();
    }
}
