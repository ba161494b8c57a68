package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The length that a response announces for its body (RFC 9110, section 8.6). */
public final class ContentLength {

    /** The header's name. */
    public static final String NAME = "Content-Length";

    private ContentLength() {}

    /**
     * Why the header's values announce no length that can be relied on; empty when they announce one, or none at all.
     *
     * @param values one for each line of the header
     */
    public static Optional<String> problem(List<String> values) {
        List<String> different = values.stream().distinct().toList();
        boolean isOne = different.size() == 1 && different.get(0).matches("[0-9]{1,18}");
        return values.isEmpty() || isOne
                ? Optional.empty()
                : Optional.of("header " + NAME + " must be one number of bytes, but was "
                        + different.stream().map(Abbreviated::of).collect(Collectors.joining(", ")));
    }
}
