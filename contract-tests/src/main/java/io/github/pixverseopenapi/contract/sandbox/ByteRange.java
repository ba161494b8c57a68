package io.github.pixverseopenapi.contract.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14).
 *
 * @param first the position of the first byte; not below the length of the file when no byte is in the range
 * @param last the position of the last byte
 */
record ByteRange(int first, int last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * The range that a header requests. Empty for several ranges, another unit and a malformed header, which a server may
     * ignore.
     *
     * @param length the length of the file
     */
    static Optional<ByteRange> parse(String header, int length) {
        Matcher single = SINGLE.matcher(header.toLowerCase(Locale.ROOT));
        if (!single.matches()) {
            return Optional.empty();
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), length));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        return from > to
                ? Optional.empty()
                : Optional.of(new ByteRange((int) Math.min(from, length), (int) Math.min(to, length - 1L)));
    }

    private static ByteRange suffix(long count, int length) {
        return new ByteRange((int) Math.max(0, length - count), length - 1);
    }

    boolean isSatisfiable(int length) {
        return first < length;
    }
}
