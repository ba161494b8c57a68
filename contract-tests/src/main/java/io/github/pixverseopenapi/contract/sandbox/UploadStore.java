package io.github.pixverseopenapi.contract.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Uploaded files by name, up to a total size. */
final class UploadStore {

    /** Bounds the memory that clients can occupy. */
    static final long MAX_BYTES = 256L << 20;

    private final long maxBytes;
    private final Map<String, StoredFile> files = new HashMap<>();
    private long bytes;

    UploadStore() {
        this(MAX_BYTES);
    }

    UploadStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Keeps all of these files or, when they are too large, none; returns their names, or empty. */
    synchronized Optional<List<String>> add(List<StoredFile> added) {
        long size = added.stream().mapToLong(file -> file.bytes().length).sum();
        if (size > maxBytes - bytes) {
            return Optional.empty();
        }
        bytes += size;
        List<String> names = new ArrayList<>();
        for (StoredFile file : added) {
            String name = SandboxUrls.fileName(UUID.randomUUID().toString(), extension(file.contentType()));
            files.put(name, file);
            names.add(name);
        }
        return Optional.of(names);
    }

    synchronized Optional<StoredFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The subtype without its suffix: {@code svg} of {@code image/svg+xml}. */
    private static String extension(String contentType) {
        return contentType.substring(contentType.indexOf('/') + 1).split("\\+", 2)[0];
    }
}
