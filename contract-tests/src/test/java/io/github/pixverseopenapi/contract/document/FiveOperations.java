package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The document with only those operations that tests name, count and price, so that another operation changes no number
 * in them.
 */
public final class FiveOperations {

    private static final List<String> IDS =
            List.of("textToVideo", "imageToVideo", "generateV5Video", "extendV5Video", "generateV6Video");

    /** Its file, for the command line. */
    public static final Path FILE = write();

    public static final ApiDocument DOCUMENT = ApiDocument.load(FILE);

    private FiveOperations() {}

    private static Path write() {
        JsonObject json = ApiDocument.load().json();
        ApiDocument.load().videoOperations().stream()
                .filter(operation -> !IDS.contains(operation.operationId()))
                .forEach(operation -> json.getAsJsonObject("paths").remove(operation.path()));
        try {
            Path file = Files.createTempFile("five-operations", ".yaml");
            file.toFile().deleteOnExit();
            // JSON is also YAML.
            return Files.writeString(file, json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
