package io.github.pixverseopenapi.contract.clients;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients that are not run: each is generated, and its text states all that the document states, and nothing else. */
@Tag("clients")
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("languages")
class ClientTextTest {
    /** What looks at one file without running it. There is no toolchain for the others here. */
    private static final Map<String, List<String>> CHECKS =
            Map.of("php", List.of("php", "-l"), "ruby", List.of("ruby", "-wc"));

    @Parameter
    Language language;

    static List<Language> languages() throws IOException {
        return Language.selected().stream().filter(language -> !language.runs()).toList();
    }

    @BeforeParameterizedClassInvocation
    static void generate(Language language) throws Exception {
        Workshop.generate(language);
    }

    @Test
    void text_ofTheClient_statesWhatTheDocumentStates() throws IOException {
        Set<Kind> leftOut = leftOut(language);
        Set<Stated> document = DocumentStates.of(ApiDocument.load());

        List<Stated> found = read(language, document);

        System.out.printf("clients: %s is generated, not run; its text states %s%n", language, counts(found));
        assertThat(document.stream()
                        .filter(stated -> !leftOut.contains(stated.kind()))
                        .filter(stated -> !found.contains(stated)))
                .as("missing in the client")
                .isEmpty();
        assertThat(found.stream().filter(stated -> !document.contains(stated) || leftOut.contains(stated.kind())))
                .as("in the client, and not in the document or listed as left out")
                .isEmpty();
        assertThat(found).doesNotHaveDuplicates();
    }

    @Test
    void files_ofTheClient_areWellFormed() throws Exception {
        List<String> check = CHECKS.get(language.name());
        if (check == null) {
            String skipped = "clients: the syntax of " + language + " is not checked: no toolchain here";
            System.out.println(skipped);
            abort(skipped);
        }
        Workshop.require(language, List.of(check.get(0), "--version"));
        List<Path> sources = sources();
        assertThat(sources).isNotEmpty();
        for (Path source : sources) {
            List<String> command = Stream.concat(check.stream(), Stream.of(source.toString())).toList();
            assertThat(output(command)).matches("(?s)(No syntax errors detected in .*|Syntax OK)\\s*");
        }
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(language.output())) {
            return files.filter(file -> file.toString().matches(".*\\.(php|rb|gemspec)")).toList();
        }
    }

    /** The kinds of rules that generator-templates/README.md says are not in the text. */
    private static Set<Kind> leftOut(Language language) throws IOException {
        return TemplatesReadme.rows("### Rules that are left out").stream()
                .filter(cells -> cells.get(0).equals(language.name()))
                .flatMap(cells -> Stream.of(cells.get(1).split(", ")))
                .map(keyword -> Kind.valueOf(ClientText.snake(keyword).toUpperCase(Locale.ROOT)))
                .collect(toSet());
    }

    private static List<Stated> read(Language language, Set<Stated> document) throws IOException {
        ClientText reader = ClientText.of(language);
        List<Stated> found = new ArrayList<>(
                reader.inOperations(Files.readString(language.output().resolve(reader.operations()))).toList());
        for (String schema : schemas(document)) {
            found.addAll(reader.inModel(schema, Files.readString(file(language.output().resolve(reader.models()), schema)))
                    .toList());
        }
        return found;
    }

    private static Set<String> schemas(Set<Stated> document) {
        return document.stream()
                .filter(stated -> stated.kind() != Kind.OPERATION)
                .map(stated -> stated.place().replaceAll("\\..*", ""))
                .collect(toSet());
    }

    /** The schema's file, in whichever way the language writes {@code V5VideoRequest}. */
    private static Path file(Path folder, String schema) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().replace("_", "").replaceAll("\\..*", "")
                            .equalsIgnoreCase(schema))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(folder + " has no file for " + schema));
        }
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String counts(List<Stated> found) {
        return Arrays.stream(Kind.values())
                .map(kind -> found.stream().filter(stated -> stated.kind() == kind).count() + " " + kind)
                .collect(joining(", "));
    }
}
