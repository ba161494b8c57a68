package io.github.pixverseopenapi.contract.record;

/**
 * A real endpoint, which is as it is.
 *
 * @param baseUrl the server's root
 * @param validKey a key of it
 */
record LiveProvider(String baseUrl, String validKey) implements Provider, Provider.Place {

    @Override
    public Place prepare(PlannedCall call) {
        return this;
    }

    @Override
    public void close() {
        // There is nothing to free.
    }

    /** Without the key. */
    @Override
    public String toString() {
        return baseUrl;
    }
}
