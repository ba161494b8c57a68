package io.github.pixverseopenapi.benchmark.server;

import java.util.Locale;

/** As much of HTTP/1.1 as tells where a request of these clients ends. */
final class RequestHead {
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";

    private RequestHead() {}

    /** Whether the text holds a head and as many bytes as it announces. */
    static boolean isWhole(String text) {
        int end = text.indexOf(END);
        return end != -1 && text.length() - end - END.length() >= contentLength(text.substring(0, end));
    }

    static int contentLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int start = lower.indexOf(LENGTH);
        if (start == -1) {
            throw new IllegalArgumentException("a request must have a Content-Length, but had the head " + head);
        }
        int end = lower.indexOf('\r', start + 1);
        return Integer.parseInt(lower.substring(start + LENGTH.length(), end == -1 ? lower.length() : end)
                .trim());
    }
}
