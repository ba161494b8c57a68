package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Serves videos and uploaded files without an API key, and parts of them. */
final class FileHandler {

    /** As listed in headers. */
    static final String METHODS = "GET, HEAD";

    private static final String ENTITY_TAG = "ETag";
    private static final String LAST_MODIFIED = "Last-Modified";

    private final GenerationStore store;
    private final UploadStore uploads;

    FileHandler(GenerationStore store, UploadStore uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    static boolean handles(String path) {
        return path.startsWith(SandboxUrls.FILES);
    }

    /** Whether the method is one of {@link #METHODS}. */
    static boolean isRead(ParsedRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    StubResponse handle(ParsedRequest request, Instant now) {
        if (!isRead(request)) {
            return ErrorResponses.wrongMethod(METHODS);
        }
        return file(request, now)
                .map(file -> content(file, request))
                .orElseGet(() -> ErrorResponses.unknownFile(request.path()));
    }

    private Optional<StoredFile> file(ParsedRequest request, Instant now) {
        String name = request.path().substring(SandboxUrls.FILES.length());
        return uploads.find(name).or(() -> video(name, request, now));
    }

    private Optional<StoredFile> video(String name, ParsedRequest request, Instant now) {
        String extension = "." + SandboxUrls.VIDEO;
        if (!name.endsWith(extension)) {
            return Optional.empty();
        }
        return store.withFile(name.substring(0, name.length() - extension.length()), now)
                .map(generation -> {
                    if (request.method().equals("GET")) {
                        store.setDownloaded(generation);
                    }
                    return new StoredFile(generation.plan().video().mp4(), Mp4Boxes.MEDIA_TYPE, generation.end());
                });
    }

    private static StubResponse content(StoredFile file, ParsedRequest request) {
        int length = file.bytes().length;
        Optional<ByteRange> range = range(file, request);
        if (range.isEmpty()) {
            return withFileHeaders(StubResponse.of(200, file.contentType(), file.bytes()), file);
        }
        ByteRange part = range.get();
        if (!part.isSatisfiable(length)) {
            return ErrorResponses.unsatisfiableRange(length);
        }
        byte[] bytes = Arrays.copyOfRange(file.bytes(), part.first(), part.last() + 1);
        return withFileHeaders(StubResponse.of(206, file.contentType(), bytes), file)
                .withHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + length);
    }

    /** Only GET has ranges (RFC 9110, section 14.2). */
    private static Optional<ByteRange> range(StoredFile file, ParsedRequest request) {
        String header = request.headers().get("Range");
        return header != null && request.method().equals("GET") && isUnchanged(file, request)
                ? ByteRange.parse(header, file.bytes().length)
                : Optional.empty();
    }

    /** Without If-Range, or with the validator of the file (RFC 9110, section 13.1.5). */
    private static boolean isUnchanged(StoredFile file, ParsedRequest request) {
        String validator = request.headers().get("If-Range");
        return validator == null || validator.equals(file.entityTag()) || validator.equals(file.lastModified());
    }

    private static StubResponse withFileHeaders(StubResponse response, StoredFile file) {
        return response.withHeader("Accept-Ranges", "bytes")
                // An uploaded SVG image may have scripts, which would run with the rights of the sandbox's page.
                .withHeader("Content-Security-Policy", "sandbox")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader(ENTITY_TAG, file.entityTag())
                .withHeader(LAST_MODIFIED, file.lastModified());
    }
}
