package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that this project's document does not use: ranges of statuses, required headers, inline responses. */
@Tag("pit-document")
class ResponseValidatorOnOtherDocumentsTest {

    private static ApiDocument document;

    @BeforeAll
    static void writeDocument(@TempDir Path folder) throws IOException {
        document = ApiDocument.load(Files.writeString(folder.resolve("other.yaml"), """
                openapi: 3.0.3
                paths:
                  /jobs/~all:
                    put:
                      operationId: startJob
                      requestBody:
                        content:
                          application/json: {schema: {$ref: '#/components/schemas/Job'}}
                      responses:
                        '204':
                          description: Nothing to say.
                          headers:
                            x-again: {required: true, schema: {type: boolean}}
                            x-level: {schema: {allOf: [{$ref: '#/components/schemas/Level'}]}}
                        '418':
                          description: A teapot.
                          content:
                            text/plain: {schema: {type: string, minLength: 3, pattern: '^[a-z]+$'}}
                        4XX:
                          description: Refused.
                          content:
                            application/problem+json:
                              schema:
                                type: object
                                required: [title]
                                properties: {title: {$ref: '#/components/schemas/Title'}}
                        default:
                          description: Anything else.
                          content:
                            application/octet-stream: {schema: {type: string, format: binary}}
                components:
                  securitySchemes:
                    key: {type: apiKey, in: header, name: x-key}
                  schemas:
                    Job: {type: object}
                    Level: {type: integer, enum: [1, 2]}
                    Title: {type: string, maxLength: 5}
                """));
    }

    @Test
    void status_namedExactly_goesBeforeItsRange() {
        assertThat(problems(418, "text/plain", "abc")).isEmpty();
        assertThat(problems(418, "application/problem+json", "{\"title\":\"a\"}"))
                .hasSize(1);
    }

    @Test
    void status_withinARange_isValidatedByIt() {
        assertThat(problems(499, "application/problem+json", "{\"title\":\"a\"}"))
                .isEmpty();
        assertThat(problems(400, "application/problem+json", "{}"))
                .containsExactly("title must be present, but was missing");
        assertThat(problems(400, "application/problem+json", "{\"title\":\"abcdef\"}"))
                .containsExactly("title must be text of at most 5 characters, but was \"abcdef\"");
    }

    @Test
    void status_outsideOfAllRanges_isValidatedByTheDefault() {
        assertThat(problems(500, "application/octet-stream", "any")).isEmpty();
        assertThat(problems(300, "text/plain", "abc")).hasSize(1);
    }

    @Test
    void text_thatBreaksItsSchema_isAProblem() {
        assertThat(problems(418, "text/plain", "ab"))
                .containsExactly("body must be text of at least 3 characters that matches ^[a-z]+$, but was \"ab\"");
        assertThat(problems(418, "text/plain", "abc\n")).hasSize(1);
    }

    @Test
    void body_whereNoneIsDocumented_isAProblem() {
        assertThat(problems(204, Map.of("x-again", "true", "content-type", "text/plain"), "abc"))
                .containsExactly("body must be empty, but was 3 bytes");
    }

    @Test
    void header_requiredAndMissing_isAProblem() {
        assertThat(problems(204, Map.of(), "")).containsExactly("header x-again must be present, but was missing");
        assertThat(problems(204, Map.of("X-Again", "false"), "")).isEmpty();
        assertThat(problems(204, Map.of("X-Again", "yes"), ""))
                .containsExactly("header x-again must be true or false, but was \"yes\"");
    }

    @Test
    void header_withASharedSchema_isValidatedByIt() {
        assertThat(problems(204, Map.of("x-again", "true", "x-level", "2"), "")).isEmpty();
        assertThat(problems(204, Map.of("x-again", "true", "x-level", "3"), ""))
                .containsExactly("header x-level must be one of 1, 2, but was \"3\"");
    }

    private static List<String> problems(int status, String mediaType, String body) {
        return problems(status, Map.of("content-type", mediaType), body);
    }

    private static List<String> problems(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> received = new TreeMap<>();
        headers.forEach((name, value) -> received.put(name, List.of(value)));
        return ResponseValidator.of(document)
                .validate(
                        document.operations().get(0),
                        new ReceivedResponse(status, received, body.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
