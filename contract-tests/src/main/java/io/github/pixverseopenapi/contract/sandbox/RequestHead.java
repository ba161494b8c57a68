package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ContentLength;
import io.github.pixverseopenapi.contract.document.Message;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** The request line and the headers of a request. They may be malformed until {@link #validate()} returns. */
final class RequestHead {

    /** Far above any request of the document; bounds the memory that a client can occupy. */
    static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    static final String HOST = "Host";

    /** The only version in which {@value #HOST} is optional. */
    private static final String HTTP_10 = "HTTP/1.0";

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00]*");
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[0-9]");

    private final String[] requestLine;
    private final Headers headers;
    private final boolean allLinesAreHeaders;

    /** Splits the lines without validating them. */
    RequestHead(String requestLine, List<String> headerLines) {
        this.requestLine = requestLine.split(" ", 3);
        Headers.Builder builder = new Headers.Builder();
        headerLines.stream().filter(RequestHead::isHeader).forEach(line -> {
            int colon = line.indexOf(':');
            builder.addUnsafeNonAscii(
                    line.substring(0, colon), line.substring(colon + 1).trim());
        });
        headers = builder.build();
        allLinesAreHeaders = headerLines.stream().allMatch(RequestHead::isHeader);
    }

    private static boolean isHeader(String line) {
        return HEADER.matcher(line).matches();
    }

    /** The method as sent; empty when it is missing. */
    String method() {
        return requestLine[0];
    }

    /** The request target as sent, with its query; empty when it is missing. */
    String target() {
        return requestLine.length > 1 ? requestLine[1] : "";
    }

    /** The path of the target, without query, scheme and host. */
    String path() {
        HttpUrl url = url();
        return url == null ? target() : url.encodedPath();
    }

    /** The query of the target without the question mark; empty when it is absent. */
    String query() {
        HttpUrl url = url();
        String query = url == null ? null : url.encodedQuery();
        return query == null ? "" : query;
    }

    /** The lines that have the form of a header. */
    Headers headers() {
        return headers;
    }

    /**
     * Validates the parts that determine the end and the target of the request.
     *
     * @throws MalformedRequestException with a message that quotes the values of the headers validated here only
     */
    void validate() throws MalformedRequestException {
        require(
                requestLine.length == 3 && VERSION.matcher(requestLine[2]).matches() && url() != null,
                "The request line must be a method, a path and HTTP/1.1.");
        require(allLinesAreHeaders, "Each header line must be a name, a colon and a value.");
        require(
                !headers.values(HOST).isEmpty() || requestLine[2].equals(HTTP_10),
                Message.of(HOST, "present in HTTP/1.1", "missing") + ".");
        requireOnce(HOST);
        requireOnce(ContentLength.NAME);
        requireOnce(TRANSFER_ENCODING);
        String host = headers.get(HOST);
        require(host == null || isHost(host), Message.of(HOST, "a name or address with its port", host) + ".");
        String coding = headers.get(TRANSFER_ENCODING);
        require(coding == null || isChunked(), Message.of(TRANSFER_ENCODING, "chunked", coding) + ".");
        String length = headers.get(ContentLength.NAME);
        require(
                length == null || coding == null,
                Message.of(ContentLength.NAME, "absent where there is " + TRANSFER_ENCODING, length) + ".");
        require(
                length == null || isLength(length),
                Message.of(ContentLength.NAME, "0 to " + MAX_BODY_BYTES, length) + ".");
    }

    /** Whether the client requests to close the connection after the response. */
    boolean hasConnectionClose() {
        return headers.values("Connection").stream()
                .flatMap(options -> Stream.of(options.split(",")))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    boolean isChunked() {
        return "chunked".equalsIgnoreCase(headers.get(TRANSFER_ENCODING));
    }

    /** The length in bytes of a body that is not chunked; 0 without a body. */
    int bodyLength() {
        String length = headers.get(ContentLength.NAME);
        return length == null ? 0 : Integer.parseInt(length);
    }

    private HttpUrl url() {
        return target().startsWith("/") || target().equals("*")
                ? HttpUrl.parse("http://sandbox/" + target().substring(1))
                : HttpUrl.parse(target());
    }

    private void requireOnce(String name) throws MalformedRequestException {
        int times = headers.values(name).size();
        require(times <= 1, Message.of(name, "present once", "present " + times + " times") + ".");
    }

    private static boolean isHost(String host) {
        return host.matches("[^/?#@\\\\]+") && HttpUrl.parse("http://" + host + "/") != null;
    }

    private static boolean isLength(String length) {
        return length.matches("[0-9]{1,9}") && Integer.parseInt(length) <= MAX_BODY_BYTES;
    }

    private static void require(boolean allowed, String problem) throws MalformedRequestException {
        if (!allowed) {
            throw new MalformedRequestException(400, problem);
        }
    }
}
