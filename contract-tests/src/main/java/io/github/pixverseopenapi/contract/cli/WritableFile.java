package io.github.pixverseopenapi.contract.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks before any request whether a file can be written. */
final class WritableFile {

    static final String RULE = "a writable file in a folder that exists or can be created";

    private WritableFile() {}

    /** Whether the file can be written; creates its folder. */
    static boolean isWritable(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return Files.exists(file)
                    ? !Files.isDirectory(file) && Files.isWritable(file)
                    : folder != null && Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }
}
