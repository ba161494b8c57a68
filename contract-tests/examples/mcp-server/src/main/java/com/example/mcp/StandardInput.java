package com.example.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Tells when the client has closed the input, which ends the session. */
final class StandardInput extends FilterInputStream {
    private final CountDownLatch end = new CountDownLatch(1);

    StandardInput(InputStream input) {
        super(input);
    }

    @Override
    public int read() throws IOException {
        return noteEnd(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return noteEnd(super.read(bytes, offset, length));
    }

    private int noteEnd(int read) {
        if (read == -1) {
            end.countDown();
        }
        return read;
    }

    void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
