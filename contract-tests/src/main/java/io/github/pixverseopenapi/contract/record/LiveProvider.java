package io.github.pixverseopenapi.contract.record;

/**
 * A real server, which needs no preparation.
 *
 * @param baseUrl the base URL
 * @param validKey a valid API key
 */
record LiveProvider(String baseUrl, String validKey) implements Provider, Provider.Endpoint {

    @Override
    public Endpoint prepare(PlannedCall call) {
        return this;
    }

    @Override
    public void close() {
        // No resources to release.
    }

    /** The base URL without the API key. */
    @Override
    public String toString() {
        return baseUrl;
    }
}
