package io.github.pixverseopenapi.contract.sandbox;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** The first line and the headers of a request, which may be malformed until {@link #check()} has returned. */
final class RequestHead {

    /** Far above any request of the document, and a bound for what a caller can make the sandbox hold. */
    static final int LONGEST_BODY = 64 * 1024 * 1024;

    private static final String LENGTH = "Content-Length";
    private static final String CODING = "Transfer-Encoding";
    private static final String HOST = "Host";

    /** The only version that does without {@value #HOST}. */
    private static final String HTTP_10 = "HTTP/1.0";

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00]*");
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[0-9]");

    private final String[] firstLine;
    private final Headers headers;
    private final boolean allLinesAreHeaders;

    /** Takes the lines apart without judging them. */
    RequestHead(String firstLine, List<String> headerLines) {
        this.firstLine = firstLine.split(" ", 3);
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

    /** As sent; empty when nothing stands there. */
    String method() {
        return firstLine[0];
    }

    /** As sent, with its query if any; empty when nothing stands there. */
    String target() {
        return firstLine.length > 1 ? firstLine[1] : "";
    }

    /** The target without its query, and without scheme and host where it has them. */
    String path() {
        HttpUrl url = url();
        return url == null ? target() : url.encodedPath();
    }

    /** Those that can be told from other lines. */
    Headers headers() {
        return headers;
    }

    /**
     * Judges all that decides where the request ends and what it is for.
     *
     * @throws MalformedRequestException with a sentence that says what is malformed; no header's value but those of the
     *     headers that are judged here stands in it
     */
    void check() throws MalformedRequestException {
        require(
                firstLine.length == 3 && VERSION.matcher(firstLine[2]).matches() && url() != null,
                "The first line must be a method, a path and HTTP/1.1.");
        require(allLinesAreHeaders, "There is a line among the headers that is not a name, a colon and a value.");
        require(
                !headers.values(HOST).isEmpty() || firstLine[2].equals(HTTP_10),
                HOST + " must come once in HTTP/1.1, but was missing.");
        requireOnce(HOST);
        requireOnce(LENGTH);
        requireOnce(CODING);
        String host = headers.get(HOST);
        require(host == null || isHost(host), HOST + " is " + host + "; allowed is a name or address with its port.");
        String coding = headers.get(CODING);
        require(coding == null || isChunked(), CODING + " is " + coding + "; allowed is chunked.");
        String length = headers.get(LENGTH);
        require(length == null || coding == null, LENGTH + " comes with " + CODING + "; allowed is one of them.");
        require(
                length == null || isLength(length),
                LENGTH + " is " + length + "; allowed is 0 to " + LONGEST_BODY + ".");
    }

    /** Whether the caller wants the connection to end with the answer. */
    boolean asksToClose() {
        return headers.values("Connection").stream()
                .flatMap(options -> Stream.of(options.split(",")))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    boolean isChunked() {
        return "chunked".equalsIgnoreCase(headers.get(CODING));
    }

    /** In bytes, for a body that is not chunked; 0 when there is none. */
    int bodyLength() {
        String length = headers.get(LENGTH);
        return length == null ? 0 : Integer.parseInt(length);
    }

    private HttpUrl url() {
        return target().startsWith("/") || target().equals("*")
                ? HttpUrl.parse("http://sandbox/" + target().substring(1))
                : HttpUrl.parse(target());
    }

    private void requireOnce(String name) throws MalformedRequestException {
        int times = headers.values(name).size();
        require(times <= 1, name + " comes " + times + " times; allowed is once.");
    }

    private static boolean isHost(String host) {
        return host.matches("[^/?#@\\\\]+") && HttpUrl.parse("http://" + host + "/") != null;
    }

    private static boolean isLength(String length) {
        return length.matches("[0-9]{1,9}") && Integer.parseInt(length) <= LONGEST_BODY;
    }

    private static void require(boolean allowed, String problem) throws MalformedRequestException {
        if (!allowed) {
            throw new MalformedRequestException(400, problem);
        }
    }
}
