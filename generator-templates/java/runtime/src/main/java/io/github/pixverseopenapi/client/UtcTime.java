package io.github.pixverseopenapi.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads times of the service. Their exact form was never published: ISO 8601 with or without a zone is understood. */
final class UtcTime {
    private UtcTime() {}

    /** The time; null if it cannot be read. */
    static @Nullable Instant parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String time = value.trim().replace(' ', 'T');
        try {
            return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time));
        } catch (DateTimeException noZone) {
            return local(time);
        }
    }

    private static @Nullable Instant local(String time) {
        try {
            return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
