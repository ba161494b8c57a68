package io.github.pixverseopenapi.contract.verify;

/** The API key of a request. */
enum KeyUse {
    /** No API key. */
    NONE,
    /** An invalid API key. */
    WRONG,
    /** The user's API key: the service may bill accepted requests. */
    REAL
}
