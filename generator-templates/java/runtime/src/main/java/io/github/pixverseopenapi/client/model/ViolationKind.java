package io.github.pixverseopenapi.client.model;

/** What kind of thing is wrong with a request. */
public enum ViolationKind {
    /** A rule of the document is broken: by a value, by a combination of values, or by a field that is missing. */
    INVALID,
    /**
     * The document knows no field of this name, and it was not set by {@code additionalProperty}. It is probably
     * misspelt: a service that ignores it makes, and bills, a video with the default instead.
     */
    UNKNOWN_FIELD
}
