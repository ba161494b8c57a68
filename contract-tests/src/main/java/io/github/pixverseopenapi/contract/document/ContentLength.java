package io.github.pixverseopenapi.contract.document;

import java.net.ProtocolException;
import java.util.List;
import java.util.stream.Collectors;

/** The Content-Length header of a response (RFC 9110, section 8.6). */
public final class ContentLength {

    /** The header's name. */
    public static final String NAME = "Content-Length";

    private ContentLength() {}

    /**
     * Rejects differing lengths (RFC 9112, section 6.3), of which OkHttp uses the last, and values that are no length.
     *
     * @param values one value for each header line; none when the header is absent
     * @throws ProtocolException when they are not one valid length
     */
    public static void requireValid(List<String> values) throws ProtocolException {
        List<String> distinct = values.stream().distinct().toList();
        boolean isOne = distinct.size() == 1 && distinct.get(0).matches("[0-9]{1,18}");
        if (!values.isEmpty() && !isOne) {
            throw new ProtocolException(Message.of(
                    "header " + NAME,
                    "one number of bytes",
                    distinct.stream().map(Abbreviated::of).collect(Collectors.joining(", "))));
        }
    }
}
