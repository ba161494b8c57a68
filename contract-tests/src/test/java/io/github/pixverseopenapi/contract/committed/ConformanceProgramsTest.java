package io.github.pixverseopenapi.contract.committed;

import static java.util.stream.Collectors.joining;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance programs of other languages that map the id of each operation to a call, in one line each. Other
 * programs call the operations by name.
 */
@Tag("committed-files")
class ConformanceProgramsTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ApiOperation FIRST = DOCUMENT.videoOperations().get(0);
    private static final Pattern ALIGNED = Pattern.compile("(\":)( {2,})");

    static List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("clients"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                boolean isInLanguageFolder = file.getNameCount() > 2;
                if (isInLanguageFolder && names(Files.readString(file), FIRST)) {
                    programs.add(file);
                }
            }
        }
        return programs;
    }

    static boolean names(String program, ApiOperation operation) {
        String id = operation.operationId();
        return program.contains("\"" + id + "\"") || program.contains("'" + id + "'");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_ofALanguage_mapsEachOperation(Path program) throws IOException {
        String text = Files.readString(program);
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<ApiOperation> operations = DOCUMENT.videoOperations();
        int last = IntStream.range(0, lines.size())
                .filter(i -> operations.stream().anyMatch(operation -> names(lines.get(i), operation)))
                .max()
                .orElseThrow();
        String model =
                lines.stream().filter(line -> names(line, FIRST)).findFirst().orElseThrow();
        List<String> missing = operations.stream()
                .filter(operation -> !names(text, operation))
                .map(operation -> lineOf(operation, model))
                .toList();
        lines.addAll(last + 1, missing);

        CommittedFile.requireContent(
                program, lines.stream().map(line -> line + "\n").collect(joining()));
    }

    /** The line of the first operation with the names of another one. */
    private static String lineOf(ApiOperation operation, String model) {
        String from = FIRST.operationId();
        String to = operation.operationId();
        String line = model.replace(FIRST.requiredRequestSchema(), operation.requiredRequestSchema())
                .replace(upperCamelCase(from), upperCamelCase(to))
                .replace(from, to)
                .replace(snakeCase(from), snakeCase(to));
        Matcher aligned = ALIGNED.matcher(line);
        return aligned.find()
                ? aligned.replaceFirst("$1"
                        + " ".repeat(Math.max(1, aligned.group(2).length() + from.length() - to.length())))
                : line;
    }

    private static String upperCamelCase(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    private static String snakeCase(String id) {
        return id.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
