package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Content-Length header of a response (RFC 9110, section 8.6). */
public final class ContentLength {

    /** The header's name. */
    public static final String NAME = "Content-Length";

    private ContentLength() {}

    /**
     * Why the header values are invalid; empty when they are one valid length or the header is absent.
     *
     * @param values one value for each header line
     */
    public static Optional<String> problem(List<String> values) {
        List<String> distinct = values.stream().distinct().toList();
        boolean isOne = distinct.size() == 1 && distinct.get(0).matches("[0-9]{1,18}");
        return values.isEmpty() || isOne
                ? Optional.empty()
                : Optional.of(Message.of(
                        "header " + NAME,
                        "one number of bytes",
                        distinct.stream().map(Abbreviated::of).collect(Collectors.joining(", "))));
    }
}
