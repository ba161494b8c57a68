package io.github.pixverseopenapi.contract.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a path really leads, through dots and links, also if nothing is there yet.
 *
 * <p>Names that differ in case only are one: on some systems they are, and whether on this one cannot be told before a
 * file is there.
 */
public final class RealPath {

    /** As many links in a row as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Path path;

    private RealPath(Path path) {
        this.path = path;
    }

    /** Follows a path. */
    public static RealPath of(Path path) {
        return new RealPath(follow(path.toAbsolutePath()));
    }

    /** Whether both lead to one file; two hard links do. */
    public boolean isSameAs(RealPath other) {
        try {
            return withoutCase().equals(other.withoutCase())
                    || Files.exists(path) && Files.exists(other.path) && Files.isSameFile(path, other.path);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it leads into a folder, or to the folder itself. */
    public boolean isWithin(RealPath folder) {
        return withoutCase().startsWith(folder.withoutCase());
    }

    private Path withoutCase() {
        return Path.of(path.toString().toLowerCase(Locale.ROOT));
    }

    private static Path follow(Path absolute) {
        Path place = absolute;
        try {
            for (int links = 0; Files.isSymbolicLink(place) && Files.notExists(place) && links < MAX_LINKS; links++) {
                place = place.resolveSibling(Files.readSymbolicLink(place));
            }
            if (Files.exists(place)) {
                return place.toRealPath();
            }
        } catch (IOException e) {
            return absolute.normalize();
        }
        Path parent = place.getParent();
        return parent == null
                ? place
                : follow(parent).resolve(place.getFileName()).normalize();
    }
}
