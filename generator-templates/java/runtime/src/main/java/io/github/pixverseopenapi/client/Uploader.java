package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.UploadRequest;
import io.github.pixverseopenapi.client.model.UploadedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Uploads files to use as inputs. One attempt: the client cannot delete a file that was stored twice. */
final class Uploader {
    /** By a release note of the service. */
    private static final long MAX_BYTES = 2_000_000_000L;

    private static final Operation OPERATION = Operation.UPLOAD_ASSET;
    /** Of silence, while the service stores the file. */
    private static final IdleTimeout IDLE = new IdleTimeout(Duration.ofMinutes(5));

    private final FreeCalls calls;
    private final PixverseApi api;

    Uploader(FreeCalls calls, PixverseApi api) {
        this.calls = calls;
        this.api = api;
    }

    String upload(@Nullable Path file, @Nullable ProgressListener listener) {
        if (file == null) {
            throw new InvalidRequestException("file must be the path of a file, but was null").during(OPERATION);
        }
        UploadBody body;
        try {
            body = body(file, listener);
        } catch (IOException e) {
            throw new InvalidRequestException("file must be a readable file, but was " + file + " (" + e + ")")
                    .during(OPERATION);
        }
        Request request =
                plain().newBuilder().post(body).tag(IdleTimeout.class, IDLE).build();
        return calls.send(OPERATION, request, Duration.ZERO, Billing.NOT_BILLED, Uploader::address);
    }

    /** The request of the interface, whose body is replaced. */
    private Request plain() {
        return api.uploadAsset(UploadRequest.builder()
                        .dataUrls(Collections.singletonList("data:image/png;base64,AAAA"))
                        .build())
                .request();
    }

    private static UploadBody body(Path file, @Nullable ProgressListener listener) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new InvalidRequestException(
                            "file must have at most " + MAX_BYTES + " bytes, but " + file + " has " + size)
                    .during(OPERATION);
        }
        String type = MediaSniffer.type(start(file));
        if (type == null) {
            throw new InvalidRequestException(
                            "file must be " + MediaSniffer.ALLOWED + ", but " + file + " is something else")
                    .during(OPERATION);
        }
        return new UploadBody(file, size, type, listener);
    }

    private static byte[] start(Path file) throws IOException {
        byte[] start = new byte[MediaSniffer.BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            int count = bytes.read(start);
            return Arrays.copyOf(start, Math.max(0, count));
        }
    }

    private static String address(String json) {
        UploadedFiles files = UploadedFiles.fromJson(json);
        List<String> addresses = files.fileUrls().isEmpty() ? files.urls() : files.fileUrls();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address in the response");
        }
        return addresses.get(0);
    }
}
