package io.github.pixverseopenapi.contract.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A path with dots and symbolic links resolved, including paths of files that do not exist yet.
 *
 * <p>Compares names case-insensitively: some file systems do, and the case sensitivity of a file system is unknown
 * before the file exists.
 */
public final class RealPath {

    /** The limit of Linux for nested symbolic links. */
    private static final int MAX_LINKS = 40;

    private final Path path;

    private RealPath(Path path) {
        this.path = path;
    }

    /** Resolves a path. */
    public static RealPath of(Path path) {
        return new RealPath(resolve(path.toAbsolutePath()));
    }

    /** Whether both paths refer to the same file; true for hard links. */
    public boolean isSameAs(RealPath other) {
        try {
            return lowerCase().equals(other.lowerCase())
                    || Files.exists(path) && Files.exists(other.path) && Files.isSameFile(path, other.path);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the path is the folder or a descendant of it. */
    public boolean isWithin(RealPath folder) {
        return lowerCase().startsWith(folder.lowerCase());
    }

    private Path lowerCase() {
        return Path.of(path.toString().toLowerCase(Locale.ROOT));
    }

    private static Path resolve(Path absolute) {
        Path current = absolute;
        try {
            for (int links = 0;
                    Files.isSymbolicLink(current) && Files.notExists(current) && links < MAX_LINKS;
                    links++) {
                current = current.resolveSibling(Files.readSymbolicLink(current));
            }
            if (Files.exists(current)) {
                return current.toRealPath();
            }
        } catch (IOException e) {
            return absolute.normalize();
        }
        Path parent = current.getParent();
        return parent == null
                ? current
                : resolve(parent).resolve(current.getFileName()).normalize();
    }
}
