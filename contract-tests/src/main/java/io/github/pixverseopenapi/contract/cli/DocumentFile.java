package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads a document that the command line names. */
final class DocumentFile {

    private DocumentFile() {}

    /**
     * Reads a document.
     *
     * @param option the option or parameter that names the file
     * @throws IllegalArgumentException when it is not a supported document; the message names option and file
     */
    static ApiDocument read(String option, Path file) {
        try {
            return ApiDocument.load(file);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    Message.of(option, "a readable OpenAPI document in YAML", "'" + file + "'"), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": '" + file + "': " + e.getMessage(), e);
        }
    }
}
