package io.github.pixverseopenapi.contract.soak;

/** What a caller does with a video. */
enum ReadMode {
    /** Saves it, mostly over another video. */
    SAVE,
    /** Saves it while another thread closes it. */
    SAVE_CLOSED_MEANWHILE,
    /** Saves it where it cannot be saved, then elsewhere. */
    SAVE_AT_SECOND_TRY,
    /** Saves it to an invalid target, and deletes the temporary file. */
    SAVE_IN_VAIN,
    IN_MEMORY,
    /** Reads a few bytes of the stream, then closes it. */
    PARTLY,
    /** Closes it at once. */
    NOT
}
