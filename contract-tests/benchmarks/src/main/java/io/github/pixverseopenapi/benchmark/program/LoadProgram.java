package io.github.pixverseopenapi.benchmark.program;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends prepared requests on so many connections for so long: {@code LoadProgram URL KEY CONNECTIONS SECONDS}. Raw
 * sockets, because an HTTP client would take more of the machine than the server that is measured.
 */
public final class LoadProgram {
    private static final String BODY = "{\"prompt\":\"A paper boat\",\"aspect_ratio\":\"16:9\",\"duration\":5,"
            + "\"motion_mode\":\"normal\",\"quality\":\"540p\"}";
    private static final String LENGTH = "content-length:";
    private static final int BUFFER_BYTES = 1 << 16;

    private final URI url;
    private final byte[] request;
    private final long endNanos;

    private LoadProgram(URI url, String key, double seconds) {
        this.url = url;
        this.request = request(url, key);
        this.endNanos = System.nanoTime() + (long) (seconds * 1e9);
    }

    private static byte[] request(URI url, String key) {
        return ("POST /v1/pixverse-text2video HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nx-api-key: " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Makes one call and returns the body. */
    public static byte[] call(String url, String key) throws IOException {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request(address, key));
            return body(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        }
    }

    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        LoadProgram load = new LoadProgram(URI.create(arguments[0]), arguments[1], seconds);
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            calls.add(threads.submit(load::run));
        }
        int total = 0;
        for (Future<Integer> each : calls) {
            total += each.get();
        }
        threads.shutdown();
        ProgramOutput.print("callsPerSecond", total / seconds);
    }

    private int run() throws IOException {
        int calls = 0;
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream responses = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            while (System.nanoTime() < endNanos) {
                socket.getOutputStream().write(request);
                byte[] unused = body(responses);
                calls++;
            }
        }
        return calls;
    }

    private static byte[] body(InputStream responses) throws IOException {
        String status = line(responses);
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("the response must be 200, but was " + status);
        }
        int length = -1;
        for (String header = line(responses); !header.isEmpty(); header = line(responses)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).trim());
            }
        }
        return length >= 0 ? responses.readNBytes(length) : chunks(responses);
    }

    private static byte[] chunks(InputStream responses) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(line(responses), 16);
            body.write(responses.readNBytes(size));
            String unused = line(responses);
        }
        return body.toByteArray();
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next == -1) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
