package io.github.pixverseopenapi.contract.verify;

/** Which key a request carries. */
enum KeyUse {
    /** None. */
    NONE,
    /** One that no service can take for a real one. */
    WRONG,
    /** The user's own: the service may bill what it accepts. */
    REAL
}
