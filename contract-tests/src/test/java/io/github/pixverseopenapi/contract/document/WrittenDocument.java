package io.github.pixverseopenapi.contract.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents written in a test, with one operation. */
final class WrittenDocument {

    private WrittenDocument() {}

    static final String KEY = "securitySchemes: {key: {type: apiKey, in: header, name: x-key}}";

    /** The document of one request schema, named Request, in YAML's flow style. */
    static ApiDocument ofRequest(String schema) {
        return of("""
                paths:
                  /make:
                    post:
                      operationId: make
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Request'}}}}
                      responses: {'200': {description: Done.}}
                components:
                  %s
                  schemas:
                    Named: {type: string, pattern: '^[a-z]+$'}
                    Request: %s
                """.formatted(KEY, schema));
    }

    static ApiDocument of(String yaml) {
        try {
            Path file = Files.createTempFile("document", ".yaml");
            try {
                return ApiDocument.load(Files.writeString(file, yaml));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
