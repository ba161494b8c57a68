package io.github.pixverseopenapi.contract.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A file that the sandbox serves.
 *
 * @param bytes the content. Not copied: must not be modified
 * @param contentType the media type
 * @param created when it was created
 */
record StoredFile(byte[] bytes, String contentType, Instant created) {

    /** A strong entity tag. */
    String entityTag() {
        return '"' + UUID.nameUUIDFromBytes(bytes).toString() + '"';
    }

    /** The time of creation as an HTTP date, in whole seconds. */
    String lastModified() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(created.atOffset(ZoneOffset.UTC));
    }
}
