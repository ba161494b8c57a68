package io.github.pixverseopenapi.contract.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads files from the class path. */
final class ResourceFile {

    private ResourceFile() {}

    /** @param name as for {@link #read(String)} */
    static boolean exists(String name) {
        return ResourceFile.class.getResource(name) != null;
    }

    /** @param name relative to this package, or absolute with a leading slash */
    static byte[] read(String name) {
        try (InputStream file = ResourceFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The class path has no resource " + name + ".");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
