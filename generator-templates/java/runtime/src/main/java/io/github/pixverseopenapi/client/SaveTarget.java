package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a video is to be saved: links followed, parent folders there, writable as far as can be seen. */
final class SaveTarget {
    private static final int MAX_LINKS = 40;

    /** The file that is written, or replaced. */
    final Path file;
    /** A pipe, a device or a descriptor of a process: it is written to, and never replaced. */
    final boolean special;

    SaveTarget(Path file, boolean special) {
        this.file = file;
        this.special = special;
    }

    static SaveTarget resolve(Path target) throws IOException {
        Path file = followLinks(target.toAbsolutePath());
        BasicFileAttributes attributes = attributes(file);
        if (attributes == null) {
            Files.createDirectories(file.getParent());
            return new SaveTarget(file, false);
        }
        if (attributes.isDirectory()) {
            throw new FileSystemException(target.toString(), null, "it must be a file, but is a folder");
        }
        if (!Files.isWritable(file)) {
            throw new FileSystemException(target.toString(), null, "it must be writable, but is read-only");
        }
        return new SaveTarget(file, attributes.isOther() || isDescriptor(file));
    }

    /** A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names. */
    private static Path followLinks(Path link) throws IOException {
        Path file = link;
        for (int i = 0; Files.isSymbolicLink(file) && !isDescriptor(file); i++) {
            if (i == MAX_LINKS) {
                throw new FileSystemException(link.toString(), null, "it must not be a loop of links");
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static boolean isDescriptor(Path file) {
        return file.startsWith("/proc") || file.startsWith("/dev");
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
