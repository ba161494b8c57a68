package io.github.pixverseopenapi.contract.hostile;

import java.nio.charset.StandardCharsets;

/** Responses that violate HTTP. */
public enum MalformedResponse {
    NEGATIVE_LENGTH("HTTP/1.1 400 Bad Request\r\nContent-Length: -5"),
    DIFFERING_LENGTHS("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nContent-Length: 12"),
    DIFFERING_LENGTHS_IN_ONE_LINE("HTTP/1.1 400 Bad Request\r\nContent-Length: 2, 12"),
    LENGTH_THAT_IS_NO_NUMBER("HTTP/1.1 400 Bad Request\r\nContent-Length: two"),
    LENGTH_BEYOND_64_BITS("HTTP/1.1 400 Bad Request\r\nContent-Length: 99999999999999999999"),
    LENGTH_BEYOND_THE_BODY("HTTP/1.1 400 Bad Request\r\nContent-Length: 1000"),
    NEGATIVE_STATUS("HTTP/1.1 -12 Odd"),
    STATUS_OF_TWO_DIGITS("HTTP/1.1 12"),
    STATUS_BEYOND_32_BITS("HTTP/1.1 99999999999 Odd"),
    STATUS_THAT_IS_NO_NUMBER("HTTP/1.1 4xx Bad Request"),
    UNKNOWN_VERSION("HTTP/9.9 400 Bad Request"),
    NO_HTTP("+OK POP3 server ready \u001b[2J"),
    EMPTY_STATUS_LINE(""),
    HEADER_WITHOUT_COLON("HTTP/1.1 400 Bad Request\r\nno colon"),
    HEADER_WITHOUT_NAME("HTTP/1.1 400 Bad Request\r\n: value"),
    CHUNK_OF_NEGATIVE_SIZE("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked", "-5\r\n{}\r\n"),
    CHUNK_OF_UNKNOWN_SIZE("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked", "zz\r\n{}\r\n"),
    CHUNK_BEYOND_64_BITS("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked", "fffffffffffffffff\r\n{}\r\n"),
    LENGTH_AND_CHUNKS("HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    NO_GZIP("HTTP/1.1 400 Bad Request\r\nContent-Encoding: gzip\r\nContent-Length: 2"),
    BODY_WHERE_NONE_MAY_BE("HTTP/1.1 204 No Content\r\nContent-Length: 2"),
    SWITCH_OF_PROTOCOL("HTTP/1.1 101 Switching Protocols\r\nUpgrade: hostile\r\nConnection: upgrade");

    private final String head;
    private final String body;

    MalformedResponse(String head) {
        this(head, "{}");
    }

    MalformedResponse(String head, String body) {
        this.head = head;
        this.body = body;
    }

    /** Whether the Content-Length does not define the end of its body. */
    public boolean announcesNoLength() {
        return head.contains("Content-Length")
                        && !head.matches("(?s).*Content-Length: \\d{1,18}(\r\n(?!Content-Length).*)?")
                || name().startsWith("DIFFERING");
    }

    /** A service that knows no other response. */
    public MalformedServer serve() {
        return new MalformedServer(head, body.getBytes(StandardCharsets.UTF_8));
    }
}
