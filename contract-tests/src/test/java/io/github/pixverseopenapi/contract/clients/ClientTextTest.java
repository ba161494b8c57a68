package io.github.pixverseopenapi.contract.clients;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are read, whether they run or not: the text of each states all that the document states, and nothing else. */
@Tag("clients")
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("languages")
class ClientTextTest {
    @Parameter
    Language language;

    static List<Language> languages() throws IOException {
        return Language.selected().stream()
                .filter(language -> !language.runs() || ClientText.of(language).isPresent())
                .toList();
    }

    @BeforeParameterizedClassInvocation
    static void generate(Language language) throws Exception {
        ClientBuild.generate(language);
    }

    @Test
    void text_ofTheClient_statesWhatTheDocumentStates() throws IOException {
        Set<Statement> document = DocumentStatements.of(ApiDocument.load());

        List<Statement> found = read(language, document);

        System.out.printf("clients: the text of %s states %s%n", language, counts(found));
        assertThat(found).containsExactlyInAnyOrderElementsOf(document);
    }

    private static List<Statement> read(Language language, Set<Statement> document) throws IOException {
        ClientText reader = ClientText.of(language)
                .orElseThrow(() -> new AssertionError("Nothing reads the client for " + language
                        + ": run it, with a folder under contract-tests/clients, or write a reader for its text."));
        List<Statement> found = new ArrayList<>(
                reader.inOperations(Files.readString(language.output().resolve(reader.operations())))
                        .toList());
        for (String schema : schemas(document)) {
            found.addAll(reader.inModel(
                            schema, Files.readString(file(language.output().resolve(reader.models()), schema)))
                    .toList());
        }
        return found;
    }

    private static Set<String> schemas(Set<Statement> document) {
        return document.stream()
                .filter(stated -> stated.kind() != StatementKind.OPERATION)
                .map(stated -> stated.place().replaceAll("\\..*", ""))
                .collect(toSet());
    }

    /** The schema's file, in whichever way the language writes {@code V5VideoRequest}. */
    private static Path file(Path folder, String schema) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .replace("_", "")
                            .replaceAll("\\..*", "")
                            .equalsIgnoreCase(schema))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(folder + " has no file for " + schema));
        }
    }

    private static String counts(List<Statement> found) {
        return Arrays.stream(StatementKind.values())
                .map(kind ->
                        found.stream().filter(stated -> stated.kind() == kind).count() + " " + kind)
                .collect(joining(", "));
    }
}
